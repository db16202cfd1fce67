using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Sessions;

/// <summary>Charging sessions: the present one of a policy, and those that have settled.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/flex/vehicle-policies/sessions", List);
        routes.MapGet("/flex/vehicle-policies/{policyId}/session", GetCurrent);
        routes.MapGet("/flex/vehicle-policies/{policyId}/sessions/{sessionId}", Get);
    }

    private static async Task<Page<SessionBody>> List(HttpContext context, IGridDatabase database)
    {
        var fields = QueryFields.Of(context);
        var page = fields.Page("policyId", "locationId", "vehicleId");
        var query = new SessionQuery(context.GetClient())
        {
            PolicyId = fields.OptionalGuid("policyId"),
            LocationId = fields.OptionalGuid("locationId"),
            VehicleId = fields.OptionalGuid("vehicleId"),
            StartsFromMs = fields.OptionalInstant("from")?.ToUnixTimeMilliseconds(),
            EndsByMs = fields.OptionalInstant("to")?.ToUnixTimeMilliseconds(),
            After = SessionPages.Place(fields, "after", page.After),
            Before = SessionPages.Place(fields, "before", page.Before),
            PageSize = page.Size,
        };
        fields.ThrowIfInvalid();
        return SessionPages.Of(await database.Sessions.PageAsync(query, context.RequestAborted), page.List);
    }

    private static async Task<SessionBody> GetCurrent(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var session = await Policy(context, grains, context.RouteGuid("policyId")).GetSession() ?? throw Unknown();
        return SessionBody.Of(session, clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private static async Task<SessionBody> Get(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var (policyId, sessionId) = (context.RouteGuid("policyId"), context.RouteGuid("sessionId"));
        var row = await database.Sessions.FindAsync(context.GetClient(), sessionId, context.RequestAborted) ?? throw Unknown();
        var isVisible = row.PolicyId is { } driver
            ? driver == policyId
            : (await Policy(context, grains, policyId).Get())?.VehicleId == row.VehicleId;
        return isVisible ? SessionBody.Of(StateRowMapping.ToSession(row)) : throw Unknown();
    }

    private static IVehiclePolicyGrain Policy(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(context.GetClient(), id));

    private static ProblemException Unknown() => Problem.NotFound("There is no such session.");
}
