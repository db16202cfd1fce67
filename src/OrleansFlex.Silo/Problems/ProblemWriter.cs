using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansFlex.Silo.Problems;

/// <summary>Writes problem documents (RFC 9457).</summary>
public static class ProblemWriter
{
    /// <summary>Media type of a problem document.</summary>
    public const string MediaType = "application/problem+json";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Answers with a problem. Headers that were set so far stay; <paramref name="instance"/> is the reference under which the server
    /// logged the fault, if it did.
    /// </summary>
    public static async Task WriteAsync(
        HttpContext context, ProblemType type, string detail, IReadOnlyList<Issue>? issues = null, TimeSpan? retryAfter = null, string? instance = null)
    {
        var response = context.Response;
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(buffer, type, detail, issues ?? [], instance);
        response.StatusCode = type.Status;
        response.ContentType = MediaType;
        response.ContentLength = buffer.WrittenCount;
        if (retryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    private static void Write(IBufferWriter<byte> buffer, ProblemType type, string detail, IReadOnlyList<Issue> issues, string? instance)
    {
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WriteString("type", type.Uri);
        json.WriteString("title", type.Title);
        json.WriteNumber("status", type.Status);
        json.WriteString("detail", detail);
        if (instance is not null)
            json.WriteString("instance", instance);
        if (issues.Count > 0)
        {
            json.WriteStartArray("issues");
            foreach (var issue in issues)
            {
                json.WriteStartObject();
                json.WriteString("path", issue.Path);
                json.WriteString("message", issue.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
