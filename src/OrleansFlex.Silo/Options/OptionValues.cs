using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Options;

/// <summary>Reads the types that settings can have.</summary>
internal static class OptionValues
{
    public static object? Parse(Type type, OptionTree tree, Func<string, string?> environment)
    {
        var text = tree.Value!;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (text.Length == 0 && (Nullable.GetUnderlyingType(type) is not null || type == typeof(Uri) || type == typeof(Secret)))
            return null;
        var culture = CultureInfo.InvariantCulture;
        return plain switch
        {
            _ when plain == typeof(string) => text,
            _ when plain == typeof(bool) => bool.TryParse(text, out var flag) ? flag : throw new FormatException("must be true or false"),
            _ when plain == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole) ? whole : throw new FormatException("must be a whole number"),
            _ when plain == typeof(double) => double.TryParse(text, NumberStyles.Float, culture, out var number) && double.IsFinite(number) ? number : throw new FormatException("must be a number"),
            _ when plain == typeof(decimal) => decimal.TryParse(text, NumberStyles.Float, culture, out var amount) ? amount : throw new FormatException("must be a number"),
            _ when plain == typeof(DateTimeOffset) => Rfc3339.TryParse(text, out var at) ? at : throw new FormatException(Rfc3339.Expected),
            _ when plain == typeof(ClockSetting) => ClockSetting.TryParse(text, out var clock) ? clock : throw new FormatException(ClockSetting.Expected),
            _ when plain == typeof(Secret) => Secret.Resolve(text, tree.FromEnvironment, environment),
            _ when plain == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : throw new FormatException("must be an http or https address"),
            { IsEnum: true } => ParseEnum(plain, text),
            _ => throw new InvalidOperationException($"Settings of type {plain} cannot be read."),
        };
    }

    public static string Describe(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must be from {range.Minimum} to {range.Maximum}"),
        MinLengthAttribute => "must not be empty",
        _ => rule.FormatErrorMessage("value"),
    };

    private static object ParseEnum(Type type, string text)
    {
        var names = Enum.GetNames(type);
        var name = Array.Find(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is null
            ? throw new FormatException($"must be {string.Join(" or ", names.Select(n => n.ToLowerInvariant()))}")
            : Enum.Parse(type, name);
    }
}
