using System.Text.Json;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Requests;

/// <summary>Reads JSON bodies strictly: UTF-8, whole characters, no repeated members, at most <see cref="RequestLimits.Depth"/> levels.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = RequestLimits.Depth,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Reads a body that must be a JSON object. What it returns is valid until the response ends.</summary>
    /// <exception cref="ProblemException">400 malformed, 413 too large, 415 not JSON.</exception>
    public static async ValueTask<JsonFields> ReadAsync(HttpContext context, int limitBytes = RequestLimits.Body)
    {
        var root = await ReadRootAsync(context, limitBytes);
        return root.ValueKind == JsonValueKind.Object
            ? new JsonFields(root)
            : throw Malformed("The body must be a JSON object.", "must be a JSON object");
    }

    private static async ValueTask<JsonElement> ReadRootAsync(HttpContext context, int limitBytes)
    {
        var body = await RequestBody.ReadAsync(context, limitBytes, "application/json");
        if (!RequestText.IsWellFormedJsonText(body.Bytes.Span))
            throw Malformed("The body is not valid UTF-8 text.", "must be UTF-8 without halves of surrogate pairs");
        try
        {
            var document = JsonDocument.Parse(body.Bytes, Strict);
            context.Response.RegisterForDispose(document);
            return document.RootElement;
        }
        catch (JsonException e)
        {
            throw Malformed(Describe(e), "must be well-formed JSON");
        }
    }

    private static string Describe(JsonException e) =>
        e.LineNumber is { } line && e.BytePositionInLine is { } column
            ? $"The body is not acceptable JSON at line {line + 1}, byte {column + 1}: malformed, nested too deeply, or a member is repeated."
            : "The body is not acceptable JSON: malformed, nested too deeply, or a member is repeated.";

    private static ProblemException Malformed(string detail, string issue) => Problem.BadRequest(detail, new Issue("", issue));
}
