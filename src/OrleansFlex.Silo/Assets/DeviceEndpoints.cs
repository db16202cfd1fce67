using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Assets;

/// <summary>Devices of all six types.</summary>
internal static class DeviceEndpoints
{
    private static readonly (string Path, AssetType Type)[] Collections =
    [
        ("vehicles", AssetType.Vehicle), ("chargers", AssetType.Charger), ("batteries", AssetType.Battery),
        ("hvacs", AssetType.Hvac), ("inverters", AssetType.Inverter), ("meters", AssetType.Meter),
    ];

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/users/{userId}/devices", Link);
        routes.MapDelete("/devices/{deviceId}", Unlink);
        foreach (var (path, type) in Collections)
        {
            routes.MapGet($"/{path}", (HttpContext context, IGrainFactory grains, IGridDatabase database) =>
                Page(context, grains, database, type, null));
            routes.MapGet($"/users/{{userId}}/{path}", (HttpContext context, IGrainFactory grains, IGridDatabase database) =>
                Page(context, grains, database, type, context.ChosenId("userId")));
            routes.MapGet($"/{path}/{{deviceId}}", async (HttpContext context, IGrainFactory grains) =>
                DeviceBody.Of(await Find(context, grains, type)));
            routes.MapPost($"/{path}/{{deviceId}}/refresh-hint", async (HttpContext context, IGrainFactory grains) =>
            {
                // Telemetry is pushed to us, so there is nothing to hasten; the caller learns whether the device exists.
                await Find(context, grains, type);
                return TypedResults.NoContent();
            });
        }
    }

    private static async Task<object> Link(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var userId = context.ChosenId("userId");
        var body = await JsonBody.ReadAsync(context);
        var command = DeviceRequest.Read(body, userId);
        body.ThrowIfInvalid();
        var asset = Asset(context, grains, Guid.CreateVersion7(clock.GetUtcNow()));
        return DeviceBody.Of((await asset.Link(command)).OrProblem());
    }

    private static async Task<NoContent> Unlink(HttpContext context, IGrainFactory grains) =>
        await Asset(context, grains, context.RouteGuid("deviceId")).Unlink() ? TypedResults.NoContent() : throw Unknown("device");

    private static async Task<IResult> Page(HttpContext context, IGrainFactory grains, IGridDatabase database, AssetType type, string? userId)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        return TypedResults.Ok(await CatalogPages.Of(
            database.Catalog,
            new CatalogQuery(context.GetClient(), CatalogKinds.Device) { UserId = userId, Reference = type.Name() },
            page,
            row => Asset(context, grains, Guid.Parse(row.Id)).Get(),
            DeviceBody.Of,
            context.RequestAborted));
    }

    private static async Task<Device> Find(HttpContext context, IGrainFactory grains, AssetType type) =>
        await Asset(context, grains, context.RouteGuid("deviceId")).Get() is { } device && device.Type == type
            ? device
            : throw Unknown(type.Name());

    private static IAssetGrain Asset(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<IAssetGrain>(GrainKeys.Of(context.GetClient(), id));

    private static ProblemException Unknown(string what) => Problem.NotFound($"There is no such {what}.");
}
