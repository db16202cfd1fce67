using System.Collections.Immutable;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Contracts.Wire;

/// <summary>Energy and levels of a session. The time series adds up to the sum exactly; it is made while it is written.</summary>
public sealed record SessionStatisticsBody(SessionAggregateBody? Aggregated, IEnumerable<SessionIntervalBody> Timeseries)
{
    private const long Quarter = EnergyEntry.QuarterLengthMs;
    private const long MaximumQuarters = 40_000;

    /// <summary>The statistics of a session; those of an upcoming one are empty.</summary>
    public static SessionStatisticsBody Of(ChargingSession session, long? nowMs) => session.PluggedInAtMs is { } startMs
        ? new SessionStatisticsBody(
            new SessionAggregateBody(Wire.Kwh(session.EnergyMilliWh), session.BatteryFrom, session.BatteryTo),
            Intervals(session.Ledger, startMs, session.PluggedOutAtMs ?? nowMs ?? startMs))
        : new SessionStatisticsBody(null, []);

    /// <summary>
    /// Every quarter of an hour (UTC) that has a part of the session, with zeros where nothing was charged, and those before and after in
    /// which energy was measured that belongs to it. Of a session that lasts longer than a year, those with energy only.
    /// </summary>
    private static IEnumerable<SessionIntervalBody> Intervals(ImmutableArray<EnergyEntry> ledger, long startMs, long endMs)
    {
        var first = Start(startMs);
        var last = Start(Math.Max(startMs, endMs - 1));
        if (ledger.Length > 0)
            (first, last) = (Math.Min(first, ledger[0].QuarterMs), Math.Max(last, ledger[^1].QuarterMs));
        if ((last - first) / Quarter >= MaximumQuarters)
        {
            foreach (var quarter in ledger.GroupBy(entry => entry.QuarterMs))
                yield return new SessionIntervalBody(Wire.Instant(quarter.Key), Wire.Kwh(quarter.Sum(entry => entry.MilliWh)));
            yield break;
        }

        var next = 0;
        for (var at = first; at <= last; at += Quarter)
        {
            var sum = 0L;
            for (; next < ledger.Length && ledger[next].QuarterMs == at; next++)
                sum += ledger[next].MilliWh;
            yield return new SessionIntervalBody(Wire.Instant(at), Wire.Kwh(sum));
        }
    }

    private static long Start(long ms) => ms - (((ms % Quarter) + Quarter) % Quarter);
}

/// <summary>Energy and levels of a whole session; levels are null where they were never observed.</summary>
public sealed record SessionAggregateBody(decimal? KwhSum, double? BatteryFrom, double? BatteryTo);

/// <summary>Energy in a quarter of an hour.</summary>
public sealed record SessionIntervalBody(DateTimeOffset StartAt, decimal Kwh);
