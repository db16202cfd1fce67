using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Requests;

/// <summary>
/// Ids in paths. A chosen id is taken from the request's raw target, because routing leaves an escaped slash escaped and could not
/// tell <c>a%2Fb</c> from <c>a%252Fb</c>.
/// </summary>
public static class RouteIds
{
    /// <summary>An id that callers choose, unescaped.</summary>
    /// <exception cref="ProblemException">400: not 1–128 visible characters.</exception>
    public static string ChosenId(this HttpContext context, string parameter)
    {
        var text = Unescape(RawSegment(context, parameter));
        return text is not null && RequestText.IsChosenId(text)
            ? text
            : throw Problem.BadRequest($"{parameter} must be 1 to 128 visible characters.", new Issue(parameter, "must be 1 to 128 visible characters"));
    }

    /// <summary>A UUID in a path. What is no UUID names nothing, so it is answered like an unknown one.</summary>
    /// <exception cref="ProblemException">404: not a UUID.</exception>
    public static Guid RouteGuid(this HttpContext context, string parameter) =>
        Uuid.TryParse(context.Request.RouteValues[parameter] as string, out var id)
            ? id
            : throw Problem.NotFound("The requested entity was not found.");

    private static string RawSegment(HttpContext context, string parameter)
    {
        var decoded = context.Request.RouteValues[parameter] as string ?? "";
        var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (pattern is null || target is not ['/', ..])
            return Uri.EscapeDataString(decoded);
        var path = target.AsSpan(1, (target.IndexOf('?', StringComparison.Ordinal) is var q && q > 0 ? q : target.Length) - 1).TrimEnd('/');
        var segments = path.ToString().Split('/');
        if (segments.Length != pattern.PathSegments.Count)
            return Uri.EscapeDataString(decoded);
        for (var i = 0; i < segments.Length; i++)
        {
            if (pattern.PathSegments[i] is { IsSimple: true } segment && segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part
                && part.Name == parameter)
                return segments[i];
        }
        return Uri.EscapeDataString(decoded);
    }

    private static string? Unescape(string segment)
    {
        if (!segment.Contains('%', StringComparison.Ordinal))
            return segment;
        var bytes = new ArrayBufferWriter<byte>(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                bytes.Write(Encoding.UTF8.GetBytes(segment, i, 1));
                continue;
            }
            if (i + 2 >= segment.Length || !char.IsAsciiHexDigit(segment[i + 1]) || !char.IsAsciiHexDigit(segment[i + 2]))
                return null;
            bytes.Write([Convert.FromHexString(segment.AsSpan(i + 1, 2))[0]]);
            i += 2;
        }
        return System.Text.Unicode.Utf8.IsValid(bytes.WrittenSpan) ? Encoding.UTF8.GetString(bytes.WrittenSpan) : null;
    }
}
