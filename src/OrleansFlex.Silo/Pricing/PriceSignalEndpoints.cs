using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Pricing;

/// <summary>Price signals: what a retailer sends to move load, per area of a zone.</summary>
internal static class PriceSignalEndpoints
{
    public static void MapPriceSignals(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/flex/price-signals/{zoneId}/areas/{areaId}", PushOne);
        routes.MapPut("/flex/price-signals/{zoneId}/areas", PushBulk);
        routes.MapGet("/flex/price-signals/{zoneId}/areas/{areaId}", Get);
    }

    private static async Task<NoContent> PushOne(HttpContext context, IGrainFactory grains)
    {
        var areaId = context.ChosenId("areaId");
        return await Push(context, grains, await JsonBody.ReadAsync(context), _ => [areaId]);
    }

    private static async Task<NoContent> PushBulk(HttpContext context, IGrainFactory grains) =>
        await Push(context, grains, await JsonBody.ReadAsync(context), body => [.. body.ChosenIds("areas").Distinct(StringComparer.Ordinal)]);

    private static async Task<NoContent> Push(HttpContext context, IGrainFactory grains, JsonFields body, Func<JsonFields, ImmutableArray<string>> readAreas)
    {
        var zoneId = context.ChosenId("zoneId");
        var areas = readAreas(body);
        var currency = body.String("currency", 1, 16);
        var toMs = body.InstantMs("to");
        var values = ImmutableArray.CreateBuilder<PriceSignalValue>();
        foreach (var value in body.Objects("values", 1, PriceSignalPush.MaximumValues))
            values.Add(new PriceSignalValue(value.InstantMs("at"), value.Decimal("price", -1_000_000, 1_000_000)));
        body.ThrowIfInvalid();

        (await Zone(context, grains, zoneId).PushPrices(areas, currency, values.DrainToImmutable(), toMs)).OrProblem();
        return TypedResults.NoContent();
    }

    private static async Task<PriceSignalBody> Get(HttpContext context, IGrainFactory grains)
    {
        var zoneId = context.ChosenId("zoneId");
        var areaId = context.ChosenId("areaId");
        var query = QueryFields.Of(context);
        var from = query.Instant("from");
        var to = query.Instant("to");
        query.ThrowIfInvalid();
        if (from >= to)
            throw Problem.BadRequest("The range is empty.", new Issue("to", "must be after from"));

        var zone = await Zone(context, grains, zoneId).Get() ?? throw Problem.NotFound($"Zone '{zoneId}' is not active.");
        var area = grains.GetGrain<IAreaPriceGrain>(GrainKeys.Of(context.GetClient(), zoneId, areaId));
        var signal = await area.GetSignal() ?? throw Problem.NotFound($"No price signal has been pushed for area '{areaId}'.");
        var reading = signal.Timeline.Read(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        return new PriceSignalBody(
            zoneId,
            areaId,
            zone.Currency,
            from.ToUniversalTime(),
            to.ToUniversalTime(),
            [.. reading.Values.Select(value => new PriceValueBody(Wire.Instant(value.AtMs), value.Price))],
            [.. reading.Gaps.Select(gap => new PriceGapBody(Wire.Instant(gap.FromMs), Wire.Instant(gap.ToMs)))]);
    }

    private static IZoneGrain Zone(HttpContext context, IGrainFactory grains, string zoneId) =>
        grains.GetGrain<IZoneGrain>(GrainKeys.Of(context.GetClient(), zoneId));
}
