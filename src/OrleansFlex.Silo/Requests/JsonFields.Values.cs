using System.Globalization;
using System.Text.Json;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Requests;

/// <summary>Readers of single values. The plain ones require the member; the <c>Optional</c> ones return null where it is absent.</summary>
public sealed partial class JsonFields
{
    /// <summary>Text of <paramref name="min"/> to <paramref name="max"/> UTF-16 units without control characters.</summary>
    public string String(string name, int min = 1, int max = 256) => OptionalString(name, min, max) ?? Absent(name, "");

    /// <inheritdoc cref="String"/>
    public string? OptionalString(string name, int min = 1, int max = 256) =>
        TryGet(name, out var value) ? FieldText.String(value, this, name, min, max) : null;

    /// <summary>An id that callers choose: 1–128 visible characters.</summary>
    public string ChosenId(string name) => OptionalChosenId(name) ?? Absent(name, "");

    /// <inheritdoc cref="ChosenId"/>
    public string? OptionalChosenId(string name) =>
        Parse<string>(name, "must be an id of 1 to 128 visible characters", static (string text, out string id) => RequestText.IsChosenId(id = text));

    /// <summary>A finite number between two bounds, both included.</summary>
    public double Number(string name, double min = double.MinValue, double max = double.MaxValue) => OptionalNumber(name, min, max) ?? Absent(name, 0.0);

    /// <inheritdoc cref="Number"/>
    public double? OptionalNumber(string name, double min = double.MinValue, double max = double.MaxValue)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && number >= min && number <= max)
            return number;
        Fail(name, FieldText.NumberExpected("number", min, max));
        return 0;
    }

    /// <summary>A number above 0, up to a bound that is included.</summary>
    public double PositiveNumber(string name, double max)
    {
        if (!TryGet(name, out var value))
            return Absent(name, 0.0);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number > 0 && number <= max)
            return number;
        Fail(name, string.Create(CultureInfo.InvariantCulture, $"must be a number above 0 and up to {max}"));
        return 0;
    }

    /// <summary>An exact decimal between two bounds, both included; digits beyond the 28th are rounded.</summary>
    public decimal Decimal(string name, decimal min = decimal.MinValue, decimal max = decimal.MaxValue) => OptionalDecimal(name, min, max) ?? Absent(name, 0m);

    /// <inheritdoc cref="Decimal"/>
    public decimal? OptionalDecimal(string name, decimal min = decimal.MinValue, decimal max = decimal.MaxValue)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= min && number <= max)
            return number;
        Fail(name, FieldText.NumberExpected("number", (double)min, (double)max));
        return 0;
    }

    /// <summary>A whole number between two bounds, both included; <c>3.0</c> is one.</summary>
    public int Integer(string name, int min = int.MinValue, int max = int.MaxValue) => OptionalInteger(name, min, max) ?? Absent(name, 0);

    /// <inheritdoc cref="Integer"/>
    public int? OptionalInteger(string name, int min = int.MinValue, int max = int.MaxValue)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number) && number >= min && number <= max)
            return (int)number;
        Fail(name, FieldText.NumberExpected("whole number", min, max));
        return 0;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Bool(string name) => OptionalBool(name) ?? Absent(name, false);

    /// <inheritdoc cref="Bool"/>
    public bool? OptionalBool(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Fail(name, "must be true or false");
        return false;
    }

    /// <summary>An instant with its offset, in UTC.</summary>
    public DateTimeOffset Instant(string name) => OptionalInstant(name) ?? Absent(name, default(DateTimeOffset));

    /// <inheritdoc cref="Instant"/>
    public DateTimeOffset? OptionalInstant(string name) =>
        ParseValue<DateTimeOffset>(name, Rfc3339.Expected, static (string text, out DateTimeOffset at) => Rfc3339.TryParse(text, out at));

    /// <summary>An instant as Unix milliseconds; fractions below are cut off.</summary>
    public long InstantMs(string name) => Instant(name).ToUnixTimeMilliseconds();

    /// <summary>A UUID in its usual form with hyphens.</summary>
    public Guid Guid(string name) => OptionalGuid(name) ?? Absent(name, default(Guid));

    /// <inheritdoc cref="Guid"/>
    public Guid? OptionalGuid(string name) =>
        ParseValue<Guid>(name, "must be a UUID", Uuid.TryParse);

    /// <summary>One of the given words, in exactly that spelling.</summary>
    public string OneOf(string name, params IReadOnlyList<string> words) => OptionalOneOf(name, words) ?? Absent(name, "");

    /// <inheritdoc cref="OneOf"/>
    public string? OptionalOneOf(string name, params IReadOnlyList<string> words)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && words.Contains(text))
            return text;
        Fail(name, $"must be one of {string.Join(", ", words)}");
        return "";
    }

    /// <summary>A word that stands for a value.</summary>
    public T Enum<T>(string name, IReadOnlyDictionary<string, T> words) where T : struct => OptionalEnum(name, words) ?? Absent(name, default(T));

    /// <inheritdoc cref="Enum"/>
    public T? OptionalEnum<T>(string name, IReadOnlyDictionary<string, T> words) where T : struct =>
        OptionalOneOf(name, [.. words.Keys]) is not { } word ? null : words.TryGetValue(word, out var value) ? value : default(T);

    // A failed reader has noted its own issue and returned a value, so null means absent.
    private T Absent<T>(string name, T instead) => Missing(name, instead);

    private delegate bool Parser<T>(string text, out T value);

    private T? ParseValue<T>(string name, string expected, Parser<T> parser) where T : struct
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && parser(value.GetString()!, out var parsed))
            return parsed;
        Fail(name, expected);
        return default(T);
    }

    private T? Parse<T>(string name, string expected, Parser<T> parser) where T : class
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && parser(value.GetString()!, out var parsed))
            return parsed;
        Fail(name, expected);
        return (T)(object)"";
    }
}
