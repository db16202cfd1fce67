using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Simulations;

/// <summary>What was charged at a location: its settled sessions, with the energy that each of them bought.</summary>
internal sealed class PastSessions(IGrainFactory grains, IGridDatabase database)
{
    private const decimal MilliWhPerKwh = 1_000_000m;
    private const double KwPerMilliWhInQuarter = 4e-6;

    /// <summary>The sessions that lie within the days and bought anything, one more than the limit at most.</summary>
    public async Task<ImmutableArray<SimulatedSession>> Of(string client, Guid locationId, SimulatedDays days, CancellationToken cancellation)
    {
        var query = new SessionQuery(client) { LocationId = locationId, StartsFromMs = days.FromMs, EndsByMs = days.ToMs };
        var powers = new Dictionary<Guid, double?>();
        var sessions = ImmutableArray.CreateBuilder<SimulatedSession>();
        await foreach (var row in database.Sessions.StreamAsync(query, cancellation))
        {
            var session = StateRowMapping.ToSession(row);
            if (session.EnergyMilliWh <= 0 || row.PluggedOutMs <= row.PluggedInMs)
                continue;
            if (!powers.TryGetValue(session.VehicleId, out var kw))
                powers[session.VehicleId] = kw = await PowerOf(client, session.VehicleId);
            var energy = (double)(session.EnergyMilliWh / MilliWhPerKwh);
            // Plans reach no further than that, and a car that stands for longer gains nothing by it.
            var depart = Math.Min(row.PluggedOutMs, row.PluggedInMs + (SimulationLimits.StayDays * 86_400_000L));
            sessions.Add(new SimulatedSession(row.PluggedInMs, depart, energy, Math.Max(kw ?? 0, Peak(session))));
            if (sessions.Count > SimulationLimits.Sessions)
                break;
        }

        return sessions.ToImmutable();
    }

    private async Task<double?> PowerOf(string client, Guid vehicleId) =>
        (await grains.GetGrain<IAssetGrain>(GrainKeys.Of(client, vehicleId)).Get())?.Ratings.MaxPowerKw;

    private static double Peak(ChargingSession session) =>
        session.Ledger.GroupBy(entry => entry.QuarterMs).Max(quarter => quarter.Sum(entry => entry.MilliWh)) * KwPerMilliWhInQuarter;
}
