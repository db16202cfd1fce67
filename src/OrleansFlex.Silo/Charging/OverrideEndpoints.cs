using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Charging;

/// <summary>Overrides: what a driver wants instead of the policy, once.</summary>
internal static class OverrideEndpoints
{
    private const string Path = "/flex/vehicle-policies/{policyId}/overrides";

    public static void MapOverrides(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Set);
        routes.MapGet(Path, Get);
        routes.MapDelete(Path, Clear);
    }

    private static async Task<NoContent> Set(HttpContext context, IGrainFactory grains)
    {
        var policy = Policy(context, grains);
        var body = await JsonBody.ReadAsync(context);
        var wish = OverrideFields.Read(body);
        body.ThrowIfInvalid();
        (await policy.SetOverride(wish)).OrProblem();
        return TypedResults.NoContent();
    }

    private static async Task<OverrideBody> Get(HttpContext context, IGrainFactory grains) =>
        OverrideBody.Of(await Policy(context, grains).GetOverride() ?? throw Unknown());

    private static async Task<NoContent> Clear(HttpContext context, IGrainFactory grains) =>
        await Policy(context, grains).ClearOverride() ? TypedResults.NoContent() : throw Unknown();

    private static IVehiclePolicyGrain Policy(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(context.GetClient(), context.RouteGuid("policyId")));

    private static ProblemException Unknown() => Problem.NotFound("The policy has no override.");
}
