using System.Text;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Requests;

/// <summary>The key by which a client marks repetitions of one request.</summary>
public static class IdempotencyKey
{
    /// <summary>The name of the header.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaximumLength = 255;

    private const string Expected = "must be 1 to 255 visible ASCII characters, as they are or as a quoted string";

    /// <summary>The key of a request. Quoted as the header's standard has it, or as it is: <c>"a1"</c> and <c>a1</c> are the same.</summary>
    /// <exception cref="ProblemException">400: there is none, or not one that fits.</exception>
    public static string Of(HttpContext context)
    {
        var values = context.Request.Headers[Header];
        if (values.Count == 0)
            throw Problem.BadRequest($"The {Header} header is required.", new Issue(Header, "is required"));
        return values is [{ } value] && Read(value.Trim(' ', '\t')) is { } key
            ? key
            : throw Problem.BadRequest($"The {Header} header {Expected}.", new Issue(Header, Expected));
    }

    private static string? Read(string value)
    {
        var key = value.StartsWith('"') ? Unquote(value) : value;
        return key is { Length: > 0 and <= MaximumLength } && key.All(c => c is > ' ' and <= '~') ? key : null;
    }

    private static string? Unquote(string value)
    {
        if (value.Length < 2 || value[^1] != '"')
            return null;
        var key = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length - 1; i++)
        {
            if (value[i] == '"' || (value[i] == '\\' && (++i >= value.Length - 1 || value[i] is not ('"' or '\\'))))
                return null;
            key.Append(value[i]);
        }

        return key.ToString();
    }
}
