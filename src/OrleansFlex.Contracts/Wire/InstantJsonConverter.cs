using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansFlex.Contracts.Wire;

/// <summary>
/// Instants as the Flex API writes them: UTC with <c>Z</c>, milliseconds only where there are some. A value with another offset keeps it:
/// local dates of reports and tariffs are sent that way on purpose.
/// </summary>
public sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString(), out var at) ? at : throw new JsonException(Rfc3339.Expected);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        var hasFraction = value.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMillisecond;
        if (value.Offset == TimeSpan.Zero)
        {
            WriteUtc(writer, value.DateTime, hasFraction);
            return;
        }

        Span<char> text = stackalloc char[32];
        var pattern = hasFraction ? "yyyy-MM-dd'T'HH:mm:ss.fffzzz" : "yyyy-MM-dd'T'HH:mm:sszzz";
        value.TryFormat(text, out var length, pattern, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    // Events are full of these, and patterns are slow.
    private static void WriteUtc(Utf8JsonWriter writer, DateTime at, bool hasFraction)
    {
        Span<byte> text = stackalloc byte[24];
        "0000-00-00T00:00:00.000Z"u8.CopyTo(text);
        Put(text[..4], at.Year);
        Put(text[5..7], at.Month);
        Put(text[8..10], at.Day);
        Put(text[11..13], at.Hour);
        Put(text[14..16], at.Minute);
        Put(text[17..19], at.Second);
        if (hasFraction)
            Put(text[20..23], at.Millisecond);
        else
            text[19] = (byte)'Z';
        writer.WriteStringValue(hasFraction ? text : text[..20]);
    }

    private static void Put(Span<byte> digits, int number)
    {
        for (var i = digits.Length - 1; i >= 0; i--, number /= 10)
            digits[i] = (byte)('0' + (number % 10));
    }
}
