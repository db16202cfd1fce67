using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Sessions;

/// <summary>Gathers the energy and its cost of settled sessions and of the live one.</summary>
internal static class ReportLedger
{
    // Energy between the last reading before a session and the first in it counts in the session, so it may lie a little outside.
    private const long MarginMs = 7 * 86_400_000L;

    /// <summary>The ledgers of the managed sessions that match around a range.</summary>
    /// <param name="sessions">Settled sessions.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="range">The days of the report.</param>
    /// <param name="live">The live session, read before: where it has settled since, its row counts instead.</param>
    /// <param name="cancellation">Cancels the read.</param>
    public static async Task<List<SessionLedger>> ReadAsync(
        ISessionStore sessions, SessionQuery query, ReportRange range, ChargingSession? live, CancellationToken cancellation)
    {
        var ledgers = new List<SessionLedger>();
        var around = query with { StartsBeforeMs = range.EndMs + MarginMs, EndsAfterMs = range.StartMs - MarginMs };
        await foreach (var row in sessions.StreamAsync(around, cancellation))
        {
            if (row.PolicyId is null)
                continue;
            var settled = StateRowMapping.ToSession(row);
            ledgers.Add(new SessionLedger(settled.Ledger, settled.Valuation));
            if (live is not null && row.PolicyId == live.PolicyId && row.PluggedInMs == live.PluggedInAtMs)
                live = null;
        }

        if (live is { Ledger.IsDefault: false })
            ledgers.Add(new SessionLedger(live.Ledger, live.Valuation));
        return ledgers;
    }

    /// <summary>Whether any managed session matches.</summary>
    public static async Task<bool> AnyAsync(ISessionStore sessions, SessionQuery query, CancellationToken cancellation)
    {
        await foreach (var row in sessions.StreamAsync(query, cancellation))
        {
            if (row.PolicyId is not null)
                return true;
        }

        return false;
    }
}
