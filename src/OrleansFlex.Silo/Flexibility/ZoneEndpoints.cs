using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Flexibility;

/// <summary>Bidding zones: a zone must be active before prices can be pushed and load is planned.</summary>
internal static class ZoneEndpoints
{
    public static void MapZones(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/flex/zones/{zoneId}", Activate);
        routes.MapGet("/flex/zones/{zoneId}", Get);
        routes.MapDelete("/flex/zones/{zoneId}", Deactivate);
        routes.MapGet("/flex/zones", List);
        routes.MapGet("/flex/zones/{zoneId}/areas", Areas);
    }

    private static async Task<Created<ZoneBody>> Activate(HttpContext context, IGrainFactory grains)
    {
        var zoneId = context.ChosenId("zoneId");
        var body = await JsonBody.ReadAsync(context);
        var currency = body.String("currency", 1, 16);
        body.ThrowIfInvalid();
        var zone = (await Zone(context, grains, zoneId).Activate(currency)).OrProblem();
        return TypedResults.Created($"/flex/zones/{Uri.EscapeDataString(zoneId)}", ZoneBody.Of(zone));
    }

    private static async Task<ZoneBody> Get(HttpContext context, IGrainFactory grains)
    {
        var zoneId = context.ChosenId("zoneId");
        return ZoneBody.Of(await Zone(context, grains, zoneId).Get() ?? throw NotActive(zoneId));
    }

    private static async Task<NoContent> Deactivate(HttpContext context, IGrainFactory grains)
    {
        var zoneId = context.ChosenId("zoneId");
        return await Zone(context, grains, zoneId).Deactivate() ? TypedResults.NoContent() : throw NotActive(zoneId);
    }

    private static async Task<IReadOnlyList<ZoneBody>> List(HttpContext context, IGrainFactory grains, IGridCatalog catalog)
    {
        var zones = new List<ZoneBody>();
        await foreach (var entry in catalog.Stream(context.GetClient(), CatalogKinds.Zone, null, context.RequestAborted))
        {
            if (await Zone(context, grains, entry.Id).Get() is { } zone)
                zones.Add(ZoneBody.Of(zone));
        }

        return zones;
    }

    private static async Task<ZoneAreasBody> Areas(HttpContext context, IGrainFactory grains)
    {
        var zoneId = context.ChosenId("zoneId");
        var areas = await Zone(context, grains, zoneId).GetAreas() ?? throw NotActive(zoneId);
        return new ZoneAreasBody(zoneId, [.. areas.Select(area => new AreaBody(area.AreaId, area.LocationCount, area.HasPriceSignal))]);
    }

    internal static IZoneGrain Zone(HttpContext context, IGrainFactory grains, string zoneId) =>
        grains.GetGrain<IZoneGrain>(GrainKeys.Of(context.GetClient(), zoneId));

    internal static ProblemException NotActive(string zoneId) => Problem.NotFound($"Zone '{zoneId}' is not active.");
}

/// <summary>A zone on the wire.</summary>
public sealed record ZoneBody(string Id, string Currency, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ZoneBody Of(Zone zone) => new(zone.Id, zone.Currency, Wire.Instant(zone.CreatedAtMs), Wire.Instant(zone.UpdatedAtMs));
}

/// <summary>The areas of a zone on the wire.</summary>
public sealed record ZoneAreasBody(string ZoneId, IReadOnlyList<AreaBody> Areas);

/// <summary>An area on the wire.</summary>
public sealed record AreaBody(string AreaId, int LocationCount, bool HasPriceSignal);
