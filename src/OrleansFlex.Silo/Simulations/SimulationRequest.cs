using System.Collections.Immutable;
using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Simulations;

/// <summary>A request to simulate, read but for what it refers to.</summary>
internal sealed record SimulationRequest
{
    public required LocalDate From { get; init; }

    public required LocalDate To { get; init; }

    /// <summary>The time zone; the location's where it is null.</summary>
    public string? TimezoneName { get; init; }

    public Guid? LocationId { get; init; }

    public string? ZoneId { get; init; }

    public string? AreaId { get; init; }

    /// <summary>Prices in the request; stored ones where it is null.</summary>
    public GivenPrices? Prices { get; init; }

    public required GivenFleet? Fleet { get; init; }

    public required ChargingOptions Options { get; init; }

    /// <summary>Reads a body, and ends the request where anything is wrong with it.</summary>
    public static SimulationRequest Read(JsonFields body, ChargingOptions defaults)
    {
        var request = new SimulationRequest
        {
            From = body.Date("from"),
            To = body.Date("to"),
            TimezoneName = body.OptionalTimeZone("timezoneName"),
            LocationId = body.OptionalGuid("locationId"),
            ZoneId = body.OptionalChosenId("zoneId"),
            AreaId = body.OptionalChosenId("areaId"),
            Prices = body.OptionalObject("prices") is { } prices ? GivenPrices.Read(prices) : null,
            Fleet = body.OptionalObject("fleet") is { } fleet ? GivenFleet.Read(fleet) : null,
            Options = new ChargingOptions
            {
                StartCost = body.OptionalDecimal("startCost", 0, 1000) ?? defaults.StartCost,
                MinimumBlockMinutes = body.OptionalInteger("minimumBlockMinutes", 0, 720) ?? defaults.MinimumBlockMinutes,
                MarginMinutes = body.OptionalInteger("marginMinutes", 0, 720) ?? defaults.MarginMinutes,
            },
        };
        Check(body, request);
        body.ThrowIfInvalid();
        return request;
    }

    private static void Check(JsonFields body, SimulationRequest request)
    {
        var hasLocation = body.Has("locationId") && !body.IsNull("locationId");
        if (!hasLocation && request.TimezoneName is null)
            body.Fail("timezoneName", "is required without locationId");
        if (!hasLocation && request.Fleet is null)
            body.Fail("fleet", "is required without locationId");
        if (hasLocation && (request.ZoneId is not null || request.AreaId is not null))
            body.Fail("zoneId", "must not be given together with locationId, which lies in a zone and area");
        if (hasLocation)
            return;
        if (request.Prices is not null)
        {
            if (request.ZoneId is not null)
                body.Fail("zoneId", "must not be given together with prices");
            if (request.AreaId is not null)
                body.Fail("areaId", "must not be given together with prices");
            return;
        }

        if (request.ZoneId is null)
            body.Fail("zoneId", "is required without locationId and prices");
        if (request.AreaId is null)
            body.Fail("areaId", "is required without locationId and prices");
    }
}

/// <summary>Prices in a request.</summary>
internal sealed record GivenPrices(string Currency, ImmutableArray<PriceSignalValue> Values, long ToMs)
{
    private const decimal Largest = PriceSignalPush.LargestPrice;

    /// <summary>The prices as a timeline that ends at <see cref="ToMs"/>.</summary>
    public PriceSignalTimeline Timeline => PriceSignalTimeline.FromPoints(
        Values.Select(value => (value.AtMs, (decimal?)value.Price)).Append((ToMs, null)));

    public static GivenPrices Read(JsonFields prices)
    {
        var currency = prices.String("currency", 1, 16);
        if (currency.Length > 0 && !ZoneActivation.IsCurrency(currency))
            prices.Fail("currency", "must be three capital letters, such as EUR");
        var toMs = prices.InstantMs("to");
        var values = ImmutableArray.CreateBuilder<PriceSignalValue>();
        foreach (var value in prices.Objects("values", 1, SimulationLimits.Prices))
        {
            values.Add(new PriceSignalValue(value.InstantMs("at"), value.Decimal("price", -Largest, Largest)));
            if (values.Count > 1 && values[^1].AtMs <= values[^2].AtMs)
                value.Fail("at", "must be after the previous value's at");
        }

        if (values.Count > 0 && values[^1].AtMs >= toMs)
            prices.Fail("to", "must be after the last value's at");
        return new GivenPrices(currency, values.DrainToImmutable(), toMs);
    }
}
