using System.Text.Json;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Commands;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Actions;

/// <summary>Commands to single devices, and how they went.</summary>
internal static class ActionEndpoints
{
    private static readonly (string Path, AssetType Type)[] Collections =
        [("vehicles", AssetType.Vehicle), ("chargers", AssetType.Charger), ("batteries", AssetType.Battery), ("hvacs", AssetType.Hvac)];

    public static void MapActions(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, type) in Collections)
        {
            routes.MapGet($"/{path}/actions/{{actionId}}", async (HttpContext context, IGrainFactory grains) => Answer(await Find(context, grains, type)));
            routes.MapPost($"/{path}/actions/{{actionId}}/cancel", (HttpContext context, IGrainFactory grains) => Cancel(context, grains, type));
            if (type is AssetType.Vehicle or AssetType.Charger)
            {
                Map(routes, $"/{path}/{{deviceId}}/charging", type, ActionRequests.Charging);
                Map(routes, $"/{path}/{{deviceId}}/max-current", type, ActionRequests.MaxCurrent);
            }
        }

        Map(routes, "/batteries/{deviceId}/operation-mode", AssetType.Battery, ActionRequests.OperationMode);
        Map(routes, "/hvacs/{deviceId}/permanent-hold", AssetType.Hvac, ActionRequests.PermanentHold);
        routes.MapPost("/hvacs/{deviceId}/follow-schedule", (HttpContext context, IGrainFactory grains, TimeProvider clock) =>
            Request(context, grains, clock, AssetType.Hvac, (CommandKind.FollowSchedule, null)));
    }

    private static void Map(IEndpointRouteBuilder routes, string pattern, AssetType type, Func<JsonFields, (CommandKind, CommandArgument?)> read) =>
        routes.MapPost(pattern, async (HttpContext context, IGrainFactory grains, TimeProvider clock) =>
        {
            var body = await JsonBody.ReadAsync(context);
            var wish = read(body);
            body.ThrowIfInvalid();
            return await Request(context, grains, clock, type, wish);
        });

    private static async Task<IResult> Request(
        HttpContext context, IGrainFactory grains, TimeProvider clock, AssetType type, (CommandKind Kind, CommandArgument? Argument) wish)
    {
        var asset = grains.GetGrain<IAssetGrain>(GrainKeys.Of(context.GetClient(), context.RouteGuid("deviceId")));
        var request = new RequestAction(Guid.CreateVersion7(clock.GetUtcNow()), type, wish.Kind, wish.Argument);
        return Answer((await asset.RequestAction(request)).OrProblem());
    }

    private static async Task<IResult> Cancel(HttpContext context, IGrainFactory grains, AssetType type)
    {
        var action = await Find(context, grains, type);
        return Answer((await Asset(context, grains, action).CancelAction(action.Id)).OrProblem());
    }

    private static async Task<VendorAction> Find(HttpContext context, IGrainFactory grains, AssetType type)
    {
        var filed = grains.GetGrain<IActionGrain>(GrainKeys.Of(context.GetClient(), context.RouteGuid("actionId")));
        if (await filed.Get() is not { } action || action.TargetType != type)
            throw Unknown();
        if (action.State != ActionState.Pending)
            return action;
        // While it is pending its device knows; in between it may have been filed.
        return await Asset(context, grains, action).GetAction(action.Id)
            ?? (await filed.Get() is { State: not ActionState.Pending } ended ? ended : throw Unknown());
    }

    private static IAssetGrain Asset(HttpContext context, IGrainFactory grains, VendorAction action) =>
        grains.GetGrain<IAssetGrain>(GrainKeys.Of(context.GetClient(), action.TargetId));

    private static IResult Answer(VendorAction action) => Results.Stream(async stream =>
    {
        await using var writer = new Utf8JsonWriter(stream);
        ActionJson.Write(writer, action);
    }, "application/json; charset=utf-8");

    private static ProblemException Unknown() => Problem.NotFound("There is no such action.");
}
