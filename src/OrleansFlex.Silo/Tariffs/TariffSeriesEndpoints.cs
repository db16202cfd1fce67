using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>The rates of a tariff over time: a step function that is replaced window by window.</summary>
internal static class TariffSeriesEndpoints
{
    /// <summary>The longest range that one read covers.</summary>
    internal const int MaximumDays = 366;

    private const decimal Largest = TariffPush.LargestRate;

    public static void MapTariffSeries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/flex/tariffs/{tariffId}/timeseries", Get);
        routes.MapPut("/flex/tariffs/{tariffId}/timeseries", Push);
    }

    private static async Task<TariffSeriesBody> Get(HttpContext context, IGrainFactory grains)
    {
        var tariffId = context.ChosenId("tariffId");
        var query = QueryFields.Of(context);
        var (from, to) = query.Dates(MaximumDays);
        var zone = query.TimeZone("timezoneName");
        query.ThrowIfInvalid();
        var (fromMs, toMs) = (LocalDays.StartMs(from, zone), LocalDays.StartMs(to, zone));
        // A date that the zone skips has no length, and so no data.
        var reading = await TariffEndpoints.Tariff(context, grains, tariffId).Read(fromMs, Math.Max(toMs, fromMs + 1))
            ?? throw Outcomes.Of(Refusal.Of(new TariffUnknown(tariffId)));
        var body = toMs > fromMs ? TariffSeriesBody.Of(reading, from, to, toMs, zone) : null;
        return body ?? throw Outcomes.Of(Refusal.Of(new TariffRangeUnknown(tariffId)));
    }

    private static async Task<NoContent> Push(HttpContext context, IGrainFactory grains)
    {
        var tariffId = context.ChosenId("tariffId");
        var key = IdempotencyKey.Of(context);
        var body = await JsonBody.ReadAsync(context);
        var toMs = body.InstantMs("to");
        var values = ImmutableArray.CreateBuilder<TariffValue>();
        foreach (var value in body.Objects("values", 1, TariffPush.MaximumValues))
            values.Add(new TariffValue(value.InstantMs("at"), value.Decimal("rate", -Largest, Largest)));
        body.ThrowIfInvalid();
        var push = TariffPush.Check(values.DrainToImmutable(), toMs);
        if (push.Rejection is { } rejection)
            throw Outcomes.Of(Refusal.Of(rejection));

        (await TariffEndpoints.Tariff(context, grains, tariffId).Push(push.Value, key)).OrProblem();
        return TypedResults.NoContent();
    }
}
