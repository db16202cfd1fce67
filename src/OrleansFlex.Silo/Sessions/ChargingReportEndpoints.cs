using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Sessions;

/// <summary>Charging reports: energy by policy state and local day or month.</summary>
internal static class ChargingReportEndpoints
{
    public static void MapChargingReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/flex/vehicle-policies/charging-report", OfVehicle);
        routes.MapGet("/flex/vehicle-policies/{policyId}/charging-report", OfPolicy);
    }

    private static async Task<IReadOnlyList<ChargingReportBody>> OfPolicy(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var policyId = context.RouteGuid("policyId");
        var fields = QueryFields.Of(context);
        var request = ReportRequest.Read(fields);
        fields.ThrowIfInvalid();
        var policy = Policy(context, grains, policyId);
        var view = await policy.Get() ?? throw Problem.NotFound("There is no such policy.");
        var range = request.In(await TimeZoneOf(context, grains, view.LocationId) ?? "UTC");
        var live = await policy.GetSession();
        var query = new SessionQuery(context.GetClient()) { PolicyId = policyId };
        return request.Report(await ReportLedger.ReadAsync(database.Sessions, query, range, live, context.RequestAborted), range);
    }

    private static async Task<IReadOnlyList<ChargingReportBody>> OfVehicle(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var fields = QueryFields.Of(context);
        var request = ReportRequest.Read(fields);
        var (locationId, vehicleId) = (fields.Guid("locationId"), fields.Guid("vehicleId"));
        fields.ThrowIfInvalid();
        var query = new SessionQuery(context.GetClient()) { LocationId = locationId, VehicleId = vehicleId };
        var timezone = await TimeZoneOf(context, grains, locationId) ?? throw NoPolicies();
        var policy = await FindAsync(context, grains, database, locationId, vehicleId);
        if (policy is null && !await ReportLedger.AnyAsync(database.Sessions, query, context.RequestAborted))
            throw NoPolicies();
        var range = request.In(timezone);
        var live = policy is null ? null : await policy.GetSession();
        return request.Report(await ReportLedger.ReadAsync(database.Sessions, query, range, live, context.RequestAborted), range);
    }

    /// <summary>The policy of a vehicle at a location, or null. There is at most one.</summary>
    private static async Task<IVehiclePolicyGrain?> FindAsync(
        HttpContext context, IGrainFactory grains, IGridDatabase database, Guid locationId, Guid vehicleId)
    {
        var query = new CatalogQuery(context.GetClient(), CatalogKinds.Policy) { LocationId = locationId.ToString("D") };
        await foreach (var row in database.Catalog.StreamAsync(query, context.RequestAborted))
        {
            var policy = Policy(context, grains, Guid.Parse(row.Id));
            if ((await policy.Get())?.VehicleId == vehicleId)
                return policy;
        }

        return null;
    }

    private static async Task<string?> TimeZoneOf(HttpContext context, IGrainFactory grains, Guid locationId) =>
        (await grains.GetGrain<ISiteGrain>(GrainKeys.Of(context.GetClient(), locationId)).GetSettings())?.TimezoneName;

    private static IVehiclePolicyGrain Policy(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(context.GetClient(), id));

    private static ProblemException NoPolicies() => Problem.NotFound("No policy matches the location and the vehicle.");
}
