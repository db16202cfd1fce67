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
        Span<char> text = stackalloc char[32];
        var hasFraction = value.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMillisecond;
        var pattern = (hasFraction, value.Offset == TimeSpan.Zero) switch
        {
            (false, true) => "yyyy-MM-dd'T'HH:mm:ss'Z'",
            (true, true) => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            (false, false) => "yyyy-MM-dd'T'HH:mm:sszzz",
            _ => "yyyy-MM-dd'T'HH:mm:ss.fffzzz",
        };
        value.TryFormat(text, out var length, pattern, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
