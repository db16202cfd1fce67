using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Solar;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Solar;

/// <summary>What the panels of a location are expected to produce.</summary>
internal static class SolarForecastEndpoint
{
    public static void MapSolarForecast(this IEndpointRouteBuilder routes) => routes.MapGet("/locations/{locationId}/solar-forecast", Get);

    private static async Task<SolarForecastBody> Get(HttpContext context, SolarForecasts forecasts, TimeProvider clock)
    {
        var id = context.RouteGuid("locationId");
        var forecast = await forecasts.Now(context.GetClient(), id) ?? throw Problem.NotFound("There is no such location.");
        var values = new SolarValueBody[SolarForecast.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = new SolarValueBody(Wire.Instant(forecast.StartMs + (i * ProductionHistory.QuarterMs)), Math.Round(forecast.Kw[i], 3));
        return new SolarForecastBody(id, clock.GetUtcNow(), (int)(ProductionHistory.QuarterMs / 60_000), values);
    }
}

/// <summary>A solar forecast on the wire.</summary>
public sealed record SolarForecastBody(Guid LocationId, DateTimeOffset ComputedAt, int StepMinutes, IReadOnlyList<SolarValueBody> Values);

/// <summary>Mean production from an instant on, for one step.</summary>
public sealed record SolarValueBody(DateTimeOffset At, double Kw);
