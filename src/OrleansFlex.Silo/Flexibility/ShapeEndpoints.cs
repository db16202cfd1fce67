using System.Collections.Immutable;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Flexibility;

/// <summary>The flex shape: expected, minimum and maximum load per quarter of an hour, and how sure it is.</summary>
internal static class ShapeEndpoints
{
    private const int MaximumAreas = 1000;
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

    private static ImmutableArray<string>? Areas(HttpContext context)
    {
        if (!context.Request.Query.ContainsKey("area"))
            return null;
        var areas = context.Request.Query["area"].SelectMany(list => (list ?? "").Split(',')).Distinct(StringComparer.Ordinal).ToArray();
        if (areas.Length > MaximumAreas || !areas.All(RequestText.IsChosenId))
            throw Problem.BadRequest("The area filter is invalid.", new Issue("area", $"must be up to {MaximumAreas} area ids, separated by commas"));
        return [.. areas.Order(StringComparer.Ordinal)];
    }

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
