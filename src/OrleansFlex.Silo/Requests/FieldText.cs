using System.Globalization;
using System.Text.Json;

namespace OrleansFlex.Silo.Requests;

/// <summary>Reading and wording shared by the field readers.</summary>
internal static class FieldText
{
    public static string String(JsonElement value, JsonFields owner, string name, int min, int max)
    {
        if (value.ValueKind == JsonValueKind.String && Fits(value.GetString()!, min, max, out var text))
            return text;
        owner.Fail(name, StringExpected(min, max));
        return "";
    }

    public static bool Fits(string text, int min, int max, out string same)
    {
        same = text;
        return text.Length >= min && text.Length <= max && RequestText.IsPrintable(text);
    }

    public static string StringExpected(int min, int max) => $"must be a string of {min} to {max} characters without control characters";

    public static string NumberExpected(string what, double min, double max) => (Bounded(min), Bounded(max)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"must be a {what} from {min} to {max}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"must be a {what} of at least {min}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"must be a {what} of at most {max}"),
        _ => $"must be a {what}",
    };

    // The ends of a type's range are no bounds that anybody chose.
    private static bool Bounded(double bound) => Math.Abs(bound) < 1e15 && bound is not (int.MaxValue or int.MinValue);
}
