using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Contracts.Wire;

/// <summary>Energy and levels of a session. The time series adds up to the sum exactly.</summary>
public sealed record SessionStatisticsBody(SessionAggregateBody? Aggregated, IReadOnlyList<SessionIntervalBody> Timeseries)
{
    private const long Quarter = EnergyEntry.QuarterLengthMs;
    private const long MaximumQuarters = 40_000;

    /// <summary>The statistics of a session; those of an upcoming one are empty.</summary>
    public static SessionStatisticsBody Of(ChargingSession session, long? nowMs) => session.PluggedInAtMs is { } startMs
        ? new SessionStatisticsBody(
            new SessionAggregateBody(Wire.Kwh(session.EnergyMilliWh), session.BatteryFrom, session.BatteryTo),
            Intervals(session, startMs, session.PluggedOutAtMs ?? nowMs ?? startMs))
        : new SessionStatisticsBody(null, []);

    /// <summary>
    /// Every quarter of an hour (UTC) that has a part of the session, with zeros where nothing was charged, and those before and after in
    /// which energy was measured that belongs to it. Of a session that lasts longer than a year, those with energy only.
    /// </summary>
    private static SessionIntervalBody[] Intervals(ChargingSession session, long startMs, long endMs)
    {
        var ledger = session.Ledger.IsDefault ? [] : session.Ledger;
        var first = Start(startMs);
        var last = Start(Math.Max(startMs, endMs - 1));
        if (ledger.Length > 0)
            (first, last) = (Math.Min(first, Start(ledger[0].QuarterMs)), Math.Max(last, Start(ledger[^1].QuarterMs)));
        if ((last - first) / Quarter >= MaximumQuarters)
            return [.. ledger.GroupBy(entry => entry.QuarterMs).Select(quarter => new SessionIntervalBody(Wire.Instant(quarter.Key), Wire.Kwh(quarter.Sum(entry => entry.MilliWh))))];
        var sums = new long[((last - first) / Quarter) + 1];
        foreach (var entry in ledger)
            sums[(entry.QuarterMs - first) / Quarter] += entry.MilliWh;
        var intervals = new SessionIntervalBody[sums.Length];
        for (var i = 0; i < sums.Length; i++)
            intervals[i] = new SessionIntervalBody(Wire.Instant(first + (i * Quarter)), Wire.Kwh(sums[i]));
        return intervals;
    }

    private static long Start(long ms) => ms - (((ms % Quarter) + Quarter) % Quarter);
}

/// <summary>Energy and levels of a whole session; levels are null where they were never observed.</summary>
public sealed record SessionAggregateBody(decimal? KwhSum, double? BatteryFrom, double? BatteryTo);

/// <summary>Energy in a quarter of an hour.</summary>
public sealed record SessionIntervalBody(DateTimeOffset StartAt, decimal Kwh);
