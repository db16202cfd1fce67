using NodaTime;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tariffs;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Simulations;

/// <summary>Finds what a request to simulate refers to: location, time zone, stored prices and tariffs, and past sessions.</summary>
internal sealed class SimulationSources(IGrainFactory grains, TariffCurves tariffs, IGridDatabase database)
{
    /// <summary>A simulation that is ready to run.</summary>
    /// <exception cref="ProblemException">The request refers to what is not there, or asks for too much.</exception>
    public async Task<(SimulationFrame Frame, FleetSimulation Simulation)> Prepare(string client, SimulationRequest request, CancellationToken cancellation)
    {
        var site = request.LocationId is { } locationId ? await Site(client, locationId) : null;
        var zoneName = request.TimezoneName ?? site!.TimezoneName;
        var spec = new SimulationSpec
        {
            From = request.From,
            To = request.To,
            Zone = DateTimeZoneProviders.Tzdb[zoneName],
            Options = request.Options,
            Vehicles = request.Fleet?.Vehicles ?? [],
            Sessions = request.Fleet?.Sessions ?? [],
        };
        // Before anything is read for days that are none.
        var fleet = Accepted(spec.Fleet());
        if (request.Fleet is null)
        {
            spec = spec with { Sessions = await new PastSessions(grains, database).Of(client, site!.SiteId, spec.Days, cancellation) };
            fleet = Accepted(spec.Fleet());
        }

        var days = spec.Days;
        var (currency, signal) = request.Prices is { } given
            ? (given.Currency, Prices(given.Timeline, days, "prices"))
            : await Stored(client, request, site, days);
        var (rateCurrency, rate) = site is null ? default : await Rate(client, site.SiteId, days);
        if (currency is not null && rateCurrency is not null && currency != rateCurrency)
            throw At("prices.currency", $"must be {rateCurrency}, the currency of the location's tariffs");
        var prices = (signal, rate) switch
        {
            (null, null) => throw At("locationId", "must have a price signal in its area, or a formula of its import rate, where no prices are given"),
            (null, var only) => only,
            (var only, null) => only,
            var (first, second) => SimulationPrices.Sum(first, second),
        };
        return (new SimulationFrame(request.From, request.To, zoneName, (currency ?? rateCurrency)!), new FleetSimulation(spec, fleet, prices));
    }

    private async Task<SiteSettings> Site(string client, Guid locationId) =>
        await grains.GetGrain<ISiteGrain>(GrainKeys.Of(client, locationId)).GetSettings() ?? throw At("locationId", "is not the id of a location");

    private async Task<(string? Currency, SimulationPrices? Prices)> Stored(string client, SimulationRequest request, SiteSettings? site, SimulatedDays days)
    {
        var (zoneId, areaId) = site is null ? (request.ZoneId, request.AreaId) : (site.Zone, site.Area);
        var zone = zoneId is null ? null : await grains.GetGrain<IZoneGrain>(GrainKeys.Of(client, zoneId)).Get();
        if (zone is null && site is null)
            throw At("zoneId", "is not the id of an active zone");
        var signal = zone is null || areaId is null ? null : await grains.GetGrain<IAreaPriceGrain>(GrainKeys.Of(client, zoneId!, areaId)).GetSignal();
        if (signal is null && site is null)
            throw At("areaId", "is not the id of an area with a price signal");
        return (zone?.Currency, signal is null ? null : site is null ? Prices(signal.Timeline, days, "areaId", "its price signal") : Prices(signal.Timeline, days, "locationId", "the price signal of the location's area"));
    }

    private async Task<(string? Currency, SimulationPrices? Prices)> Rate(string client, Guid locationId, SimulatedDays days)
    {
        if (await tariffs.Resolve(client, locationId, TariffDirection.Import, days.FromMs, days.ToMs) is not { } resolved)
            return default;
        var steps = resolved.Rates.Rates;
        var points = Enumerable.Range(0, steps.Count).Select(i => (steps.StartMs(i), steps.Rate(i))).Append((steps.EndMs, null));
        return (resolved.Formula.Currency, Prices(PriceSignalTimeline.FromPoints(points), days, "locationId", "the location's import formula"));
    }

    private static SimulationPrices Prices(PriceSignalTimeline timeline, SimulatedDays days, string path, string? source = null) =>
        Accepted(SimulationPrices.Of(timeline.Read(days.FromMs, days.ToMs), path, source));

    private static T Accepted<T>(Domain.Decision<T> decision) =>
        decision.TryGet(out var value, out var rejection) ? value : throw Outcomes.Of(Refusal.Of(rejection));

    private static ProblemException At(string path, string message) => Problem.BadRequest($"{path} {message}.", new Issue(path, message));
}
