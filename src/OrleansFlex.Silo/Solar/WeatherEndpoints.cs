using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Solar;

/// <summary>Weather of the areas of a zone: the cloud cover that solar forecasts reckon with.</summary>
internal static class WeatherEndpoints
{
    public static void MapWeather(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/flex/weather/{zoneId}/areas/{areaId}", Push);
        routes.MapGet("/flex/weather/{zoneId}/areas/{areaId}", Get);
    }

    private static async Task<NoContent> Push(HttpContext context, IGrainFactory grains)
    {
        var area = Area(context, grains);
        var body = await JsonBody.ReadAsync(context);
        var toMs = body.InstantMs("to");
        var values = ImmutableArray.CreateBuilder<CloudValue>();
        foreach (var value in body.Objects("values", 1, CloudPush.MaximumValues))
            values.Add(new CloudValue(value.InstantMs("at"), value.Number("cloudCoverPercent", 0, 100)));
        body.ThrowIfInvalid();
        (await area.Push(values.DrainToImmutable(), toMs)).OrProblem();
        return TypedResults.NoContent();
    }

    private static async Task<WeatherBody> Get(HttpContext context, IGrainFactory grains)
    {
        var area = Area(context, grains);
        var query = QueryFields.Of(context);
        var from = query.Instant("from");
        var to = query.Instant("to");
        query.ThrowIfInvalid();
        if (from >= to)
            throw Problem.BadRequest("The range is empty.", new Issue("to", "must be after from"));
        var weather = await area.GetWeather() ?? throw Problem.NotFound("No weather has been pushed for this area.");
        var (values, gaps) = weather.ToTimeline().Read(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        return new WeatherBody(
            context.ChosenId("zoneId"),
            context.ChosenId("areaId"),
            from.ToUniversalTime(),
            to.ToUniversalTime(),
            [.. values.Select(value => new CloudValueBody(Wire.Instant(value.AtMs), value.CoverPercent))],
            [.. gaps.Select(gap => new CloudGapBody(Wire.Instant(gap.FromMs), Wire.Instant(gap.ToMs)))]);
    }

    private static IAreaWeatherGrain Area(HttpContext context, IGrainFactory grains)
    {
        var zoneId = context.ChosenId("zoneId");
        var areaId = context.ChosenId("areaId");
        return grains.GetGrain<IAreaWeatherGrain>(GrainKeys.Of(context.GetClient(), zoneId, areaId));
    }
}

/// <summary>The cloud cover of an area over a range, on the wire. Gaps tell where nothing is known.</summary>
public sealed record WeatherBody(
    string ZoneId, string AreaId, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<CloudValueBody> Values, IReadOnlyList<CloudGapBody> Gaps);

/// <summary>A cloud cover from an instant on, per cent.</summary>
public sealed record CloudValueBody(DateTimeOffset At, double CloudCoverPercent);

/// <summary>A stretch without a known cloud cover.</summary>
public sealed record CloudGapBody(DateTimeOffset From, DateTimeOffset To);
