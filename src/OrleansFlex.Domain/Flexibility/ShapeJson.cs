using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// Writes shapes as the Flex API shows them. Powers are exact decimals of kilowatts, time stamps RFC 3339 in UTC with Z,
/// confidence is rounded to four decimals.
/// </summary>
public static class ShapeJson
{
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText Forecast = JsonEncodedText.Encode("forecast");
    private static readonly JsonEncodedText ExpectedKw = JsonEncodedText.Encode("expectedKw");
    private static readonly JsonEncodedText MinimumKw = JsonEncodedText.Encode("minimumKw");
    private static readonly JsonEncodedText MaximumKw = JsonEncodedText.Encode("maximumKw");
    private static readonly JsonEncodedText Confidence = JsonEncodedText.Encode("confidence");

    /// <summary>The body of <c>GET /flex/shape/{zoneId}</c>.</summary>
    public static void Write(IBufferWriter<byte> output, string zoneId, string revisionId, long computedAtMs, ZoneShape shape, ShapeOptions options)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var stamps = Stamps(shape.FirstChunk, shape.Total.ChunkCount, options);
        writer.WriteStartObject();
        writer.WriteString("zoneId", zoneId);
        writer.WriteString("computedAt", Utc(computedAtMs));
        writer.WriteNumber("chunkSizeMinutes", options.ChunkMinutes);
        writer.WriteString("revisionId", revisionId);
        writer.WriteStartObject("total");
        writer.WriteNumber("assetCount", shape.Total.AssetCount);
        writer.WriteString("startAt", stamps[0]);
        writer.WriteString("endAt", stamps[^1]);
        WriteChunks(writer, shape.Total, stamps);
        writer.WriteEndObject();
        writer.WriteStartArray("segments");
        foreach (var segment in shape.Segments)
        {
            writer.WriteStartObject();
            writer.WriteString("segmentId", segment.Segment.Id);
            writer.WriteString("name", segment.Segment.Name);
            writer.WriteNumber("assetCount", segment.Aggregate.AssetCount);
            WriteChunks(writer, segment.Aggregate, stamps);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartObject("unassigned");
        writer.WriteNumber("assetCount", shape.Unassigned.AssetCount);
        WriteChunks(writer, shape.Unassigned, stamps);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The body of <c>GET /flex/shape/{zoneId}/segments/{segmentId}</c>.</summary>
    public static void WriteSegment(
        IBufferWriter<byte> output, string revisionId, long computedAtMs, long firstChunk, ShapeAggregate aggregate, ShapeOptions options)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var stamps = Stamps(firstChunk, aggregate.ChunkCount, options);
        writer.WriteStartObject();
        writer.WriteString("startAt", stamps[0]);
        writer.WriteString("endAt", stamps[^1]);
        writer.WriteNumber("chunkSizeMinutes", options.ChunkMinutes);
        writer.WriteString("computedAt", Utc(computedAtMs));
        writer.WriteNumber("assetCount", aggregate.AssetCount);
        writer.WriteString("revisionId", revisionId);
        WriteChunks(writer, aggregate, stamps);
        writer.WriteEndObject();
    }

    /// <summary>An instant as RFC 3339 in UTC, with milliseconds only where there are any.</summary>
    internal static string Utc(long ms)
    {
        var format = ms % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        return DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString(format, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static JsonEncodedText[] Stamps(long firstChunk, int chunkCount, ShapeOptions options)
    {
        var stamps = new JsonEncodedText[chunkCount + 1];
        for (var i = 0; i <= chunkCount; i++)
            stamps[i] = JsonEncodedText.Encode(Utc(options.StartMs(firstChunk + i)));
        return stamps;
    }

    private static void WriteChunks(Utf8JsonWriter writer, ShapeAggregate aggregate, JsonEncodedText[] stamps)
    {
        writer.WriteStartArray("chunks");
        for (var i = 0; i < aggregate.ChunkCount; i++)
        {
            writer.WriteStartObject();
            writer.WriteString(Timestamp, stamps[i]);
            writer.WriteStartObject(Forecast);
            WriteDecimal(writer, ExpectedKw, aggregate.Expected[i], 3);
            WriteDecimal(writer, MinimumKw, aggregate.Minimum[i], 3);
            WriteDecimal(writer, MaximumKw, aggregate.Maximum[i], 3);
            WriteDecimal(writer, Confidence, (long)Math.Round(aggregate.Confidence[i] * 10_000), 4);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes units · 10^−decimals, without trailing zeros.</summary>
    private static void WriteDecimal(Utf8JsonWriter writer, JsonEncodedText name, long units, int decimals)
    {
        writer.WritePropertyName(name);
        var scale = decimals == 3 ? 1_000 : 10_000;
        Span<byte> text = stackalloc byte[32];
        var length = 0;
        if (units < 0)
            text[length++] = (byte)'-';
        var (whole, rest) = Math.DivRem(units, scale);
        _ = Utf8Formatter.TryFormat(Math.Abs(whole), text[length..], out var written);
        length += written;
        rest = Math.Abs(rest);
        if (rest != 0)
        {
            _ = Utf8Formatter.TryFormat(rest, text[length..], out written, new StandardFormat('D', (byte)decimals));
            // The point goes before the digits, which are written one place too far left.
            text.Slice(length, written).CopyTo(text[(length + 1)..]);
            text[length] = (byte)'.';
            length += written + 1;
            while (text[length - 1] == (byte)'0')
                length--;
        }
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
