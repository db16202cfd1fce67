using System.Buffers;
using System.Text.Json;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Telemetry;

/// <summary>
/// Reads telemetry: a JSON array (<c>application/json</c>) or one object per line (<c>application/x-ndjson</c>). A fault inside an item
/// rejects that item only; a body that cannot be cut into items is refused whole. No tree is built: items go from the bytes into structs.
/// </summary>
public static class TelemetryReader
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = RequestLimits.Depth };

    /// <summary>Reads the request's items. What it returns is valid until the response ends.</summary>
    /// <exception cref="ProblemException">400 malformed or too many items, 413 too large, 415 neither of the two media types.</exception>
    public static async ValueTask<TelemetryBatch> ReadAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(
            context, RequestLimits.TelemetryBody, "application/json", "application/x-ndjson", "application/ndjson", "application/jsonl");
        if (!RequestText.IsWellFormedJsonText(body.Bytes.Span))
            throw Malformed("The body is not valid UTF-8 text.", "must be UTF-8 without halves of surrogate pairs");
        var batch = new TelemetryBatch();
        context.Response.RegisterForDispose(batch);
        if (context.Request.ContentType!.Contains("application/json", StringComparison.OrdinalIgnoreCase)
            && !context.Request.ContentType.Contains("application/jsonl", StringComparison.OrdinalIgnoreCase))
            ReadArray(body.Bytes.Span, batch);
        else
            ReadLines(body.Bytes.Span, batch);
        return batch;
    }

    internal static void ReadArray(ReadOnlySpan<byte> json, TelemetryBatch batch)
    {
        var reader = new Utf8JsonReader(json, Strict);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                throw Malformed("The body must be a JSON array.", "must be a JSON array");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                TelemetryItemParser.Read(ref reader, ref Next(batch));
            if (reader.Read())
                throw Malformed("There is something after the JSON array.", "must be one JSON array");
        }
        catch (JsonException e)
        {
            throw Malformed($"The body is not well-formed JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}, or nested too deeply.",
                "must be well-formed JSON");
        }
    }

    internal static void ReadLines(ReadOnlySpan<byte> text, TelemetryBatch batch)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (line.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') >= 0)
                ReadLine(line, ref Next(batch));
        }
    }

    private static void ReadLine(ReadOnlySpan<byte> line, ref TelemetryItem item)
    {
        var reader = new Utf8JsonReader(line, Strict);
        try
        {
            reader.Read();
            TelemetryItemParser.Read(ref reader, ref item);
            reader.Read();
        }
        catch (JsonException)
        {
            item.Error = "the line must be one well-formed JSON object";
        }
    }

    private static ref TelemetryItem Next(TelemetryBatch batch)
    {
        if (batch.Count == RequestLimits.TelemetryItems)
            throw Malformed($"A batch holds at most {RequestLimits.TelemetryItems} items.", $"must have at most {RequestLimits.TelemetryItems} items");
        return ref batch.Add();
    }

    private static ProblemException Malformed(string detail, string issue) => Problem.BadRequest(detail, new Issue("", issue));
}
