using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Charging;

/// <summary>Vehicle policies: a driver's wishes for one vehicle at one location.</summary>
internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/flex/vehicle-policies", Create);
        routes.MapGet("/flex/vehicle-policies", List);
        routes.MapGet("/flex/vehicle-policies/{policyId}", Get);
        routes.MapPatch("/flex/vehicle-policies/{policyId}", Update);
        routes.MapDelete("/flex/vehicle-policies/{policyId}", Delete);
        routes.MapGet("/flex/vehicle-policies/{policyId}/status", GetStatus);
        routes.MapGet("/flex/vehicle-policies/{policyId}/plan", GetPlan);
    }

    private static async Task<PolicyBody> Create(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var body = await JsonBody.ReadAsync(context);
        var command = new CreatePolicy
        {
            VehicleId = body.Guid("vehicleId"),
            LocationId = body.Guid("locationId"),
            BatteryReserve = body.Number("batteryReserve", 0, 100),
            Schedule = ScheduleFields.Read(body.Object("schedule")),
        };
        body.ThrowIfInvalid();
        var policy = Policy(context, grains, Guid.CreateVersion7(clock.GetUtcNow()));
        return PolicyBody.Of((await policy.Create(command)).OrProblem());
    }

    private static async Task<PolicyBody> Get(HttpContext context, IGrainFactory grains) =>
        PolicyBody.Of(await Policy(context, grains).Get() ?? throw Unknown());

    private static async Task<PolicyBody> Update(HttpContext context, IGrainFactory grains)
    {
        var policy = Policy(context, grains);
        var body = await JsonBody.ReadAsync(context);
        body.RefuseNull("batteryReserve", "schedule");
        var command = new UpdatePolicy
        {
            BatteryReserve = body.OptionalNumber("batteryReserve", 0, 100),
            Schedule = body.OptionalObject("schedule") is { } schedule ? ScheduleFields.ReadPatch(schedule) : null,
        };
        body.ThrowIfInvalid();
        return PolicyBody.Of((await policy.Update(command)).OrProblem());
    }

    private static async Task<NoContent> Delete(HttpContext context, IGrainFactory grains) =>
        await Policy(context, grains).Delete() ? TypedResults.NoContent() : throw Unknown();

    private static async Task<PolicyStatusBody> GetStatus(HttpContext context, IGrainFactory grains) =>
        PolicyStatusBody.Of(await Policy(context, grains).GetStatus() ?? throw Unknown());

    private static async Task<PlanBody> GetPlan(HttpContext context, IGrainFactory grains) =>
        PlanBody.Of(await Policy(context, grains).GetPlan() ?? throw Unknown());

    private static Task<Page<PolicyBody>> List(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var query = QueryFields.Of(context);
        var page = query.Page("locationId", "userId");
        var locationId = query.OptionalGuid("locationId");
        var userId = query.OptionalString("userId", 128);
        query.ThrowIfInvalid();
        return CatalogPages.Of(
            database.Catalog,
            new CatalogQuery(context.GetClient(), CatalogKinds.Policy) { LocationId = locationId?.ToString("D"), UserId = userId },
            page,
            row => Policy(context, grains, Guid.Parse(row.Id)).Get(),
            PolicyBody.Of,
            context.RequestAborted);
    }

    private static IVehiclePolicyGrain Policy(HttpContext context, IGrainFactory grains) =>
        Policy(context, grains, context.RouteGuid("policyId"));

    private static IVehiclePolicyGrain Policy(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(context.GetClient(), id));

    private static ProblemException Unknown() => Problem.NotFound("There is no such policy.");
}
