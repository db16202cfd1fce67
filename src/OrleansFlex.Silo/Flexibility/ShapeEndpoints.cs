using System.Collections.Immutable;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Flexibility;

/// <summary>The flex shape: expected, minimum and maximum load per quarter of an hour, and how sure it is.</summary>
internal static class ShapeEndpoints
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static void MapShapes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/flex/shape/{zoneId}", GetShape);
        routes.MapGet("/flex/shape/{zoneId}/segments/{segmentId}", GetSegmentShape);
        routes.MapGet("/flex/shape/{zoneId}/status", GetStatus);
    }

    private static async Task GetShape(HttpContext context, IGrainFactory grains)
    {
        var zone = ZoneEndpoints.Zone(context, grains, context.ChosenId("zoneId"));
        await Send(context, await zone.GetShape(Areas(context), KnownETag(context)), "The zone is unknown or not active.");
    }

    private static async Task GetSegmentShape(HttpContext context, IGrainFactory grains)
    {
        var zone = ZoneEndpoints.Zone(context, grains, context.ChosenId("zoneId"));
        var segmentId = context.RouteGuid("segmentId");
        await Send(context, await zone.GetSegmentShape(segmentId, Areas(context), KnownETag(context)), "The zone or the segment is unknown.");
    }

    private static async Task GetStatus(HttpContext context, IGrainFactory grains)
    {
        var zone = ZoneEndpoints.Zone(context, grains, context.ChosenId("zoneId"));
        await Send(context, await zone.GetStatus(), "The zone is unknown or not active.");
    }

    /// <summary>The area filter, or null for none. The parameter may be repeated.</summary>
    private static ImmutableArray<string>? Areas(HttpContext context)
    {
        if (!context.Request.Query.TryGetValue("area", out var given))
            return null;
        var areas = AreaFilter.Parse(given.ToString());
        if (areas.Rejection is InvalidInput { Issues: [var issue, ..] })
            throw Problem.BadRequest("The area filter is invalid.", new Issue(issue.Path, issue.Message));
        if (!areas.Value.All(RequestText.IsChosenId))
            throw Problem.BadRequest("The area filter is invalid.", new Issue("area", "must be area ids, separated by commas"));
        return [.. areas.Value];
    }

    /// <summary>A single tag, which is compared where the body is kept; lists, weak tags and <c>*</c> are compared with what comes back.</summary>
    private static string? KnownETag(HttpContext context) => context.Request.Headers.IfNoneMatch is { Count: 1 } tags ? tags[0] : null;

    private static async Task Send(HttpContext context, ShapeReply reply, string unknown)
    {
        var response = context.Response;
        switch (reply.State)
        {
            case ShapeReplyState.NotFound:
                throw Problem.NotFound(unknown);
            case ShapeReplyState.WarmingUp:
                throw Problem.Unavailable("The members of the zone are reporting after a start.", WarmUp);
            case ShapeReplyState.NotModified:
            case ShapeReplyState.Found when reply.ETag is { } known && EntityTags.Matches(context.Request.Headers.IfNoneMatch, known):
                response.Headers.ETag = reply.ETag;
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            default:
                if (reply.ETag is { } etag)
                    response.Headers.ETag = etag;
                response.ContentType = "application/json; charset=utf-8";
                response.ContentLength = reply.Json!.Length;
                if (!HttpMethods.IsHead(context.Request.Method))
                    await response.Body.WriteAsync(reply.Json);
                return;
        }
    }
}
