using System.Collections.Immutable;

namespace OrleansFlex.Domain.Sessions;

/// <summary>
/// A vehicle's time at the cable, from plug-in to unplug, as it is kept while it lasts: what was charged when, in which state,
/// and what is charged towards. Packed, because there is one for every vehicle that is plugged in.
/// </summary>
public sealed record PlugSession
{
    /// <summary>When it began, Unix milliseconds.</summary>
    public long PluggedInAtMs { get; init; }

    /// <summary>The level at that time, percent; null where it is not known.</summary>
    public double? BatteryFrom { get; init; }

    /// <summary>The reading up to which energy is accounted.</summary>
    public MeterReading Last { get; init; }

    /// <summary>Energy by quarter of an hour and state in order of time: pairs of (quarter number × 8 + state, milliwatt-hours).</summary>
    public long[] Energy { get; init; } = [];

    /// <summary>What the energy cost; null where some of it has no price, or has them in several currencies.</summary>
    public SessionMoney? Money { get; init; }

    /// <summary>Past stretches of charging: groups of (start, end, state, milliwatt-hours).</summary>
    public long[] Runs { get; init; } = [];

    /// <summary>States since <see cref="Last"/>, in order: pairs of (since when, state). The first one holds at that reading.</summary>
    public long[] States { get; init; } = [];

    /// <summary>What is charged towards.</summary>
    public SessionTarget? Target { get; init; }

    /// <summary>When the level of <see cref="Target"/> was first seen to be reached; null before.</summary>
    public long? ReachedAtMs { get; init; }

    /// <summary>The last target whose deadline has passed during the session.</summary>
    public SessionTarget? DecidedTarget { get; init; }

    /// <summary>How that one came out.</summary>
    public SessionOutcome? Decided { get; init; }

    /// <summary>When that was, Unix milliseconds.</summary>
    public long DecidedAtMs { get; init; }

    /// <summary>True while the vehicle does not start although it is told to.</summary>
    public bool StartFailed { get; init; }

    /// <summary>Energy bought so far, milliwatt-hours.</summary>
    public long MilliWh
    {
        get
        {
            long sum = 0;
            for (var i = 1; i < Energy.Length; i += 2)
                sum += Energy[i];
            return sum;
        }
    }

    /// <summary>The state in which energy is accounted now.</summary>
    public StatusState State => States.Length > 0 ? (StatusState)States[^1] : StatusState.Unavailable;

    /// <summary>The session with the level at which it ends.</summary>
    public PlugSession EndingAt(double? level) => level is { } known && known != Last.Level ? this with { Last = Last with { Level = known } } : this;

    /// <summary>The ledger, entry by entry.</summary>
    public ImmutableArray<EnergyEntry> Ledger()
    {
        var entries = ImmutableArray.CreateBuilder<EnergyEntry>(Energy.Length / 2);
        for (var i = 0; i < Energy.Length; i += 2)
        {
            entries.Add(new EnergyEntry(
                (Energy[i] >> 3) * EnergyEntry.QuarterLengthMs, (StatusState)(Energy[i] & 7), Energy[i + 1], Money?.Costs[i / 2]));
        }

        return entries.MoveToImmutable();
    }

    /// <summary>What the energy bought so far cost; null where that is not known.</summary>
    public SessionValuation? Value() => Money?.Value(PluggedInAtMs, MilliWh);

    /// <summary>Past stretches of charging, each with the state in which it was charged.</summary>
    public ImmutableArray<ChargedRun> PastRuns()
    {
        var runs = ImmutableArray.CreateBuilder<ChargedRun>(Runs.Length / 4);
        for (var i = 0; i < Runs.Length; i += 4)
            runs.Add(new ChargedRun(Runs[i], Runs[i + 1], (StatusState)Runs[i + 2], Runs[i + 3]));
        return runs.MoveToImmutable();
    }

    /// <summary>Whether energy was bought for more than the reserve in quarters of an hour that began at an instant or later.</summary>
    public bool ChargedSince(long atMs)
    {
        for (var i = Energy.Length - 2; i >= 0 && (Energy[i] >> 3) * EnergyEntry.QuarterLengthMs >= atMs; i -= 2)
        {
            if (Energy[i + 1] > 0 && (StatusState)(Energy[i] & 7) != StatusState.BatteryReserve)
                return true;
        }

        return false;
    }

    /// <summary>The states that have held since <see cref="Last"/>, each with its time, up to an instant.</summary>
    public IEnumerable<(StatusState State, long FromMs, long ToMs)> Recent(long untilMs)
    {
        for (var i = 0; i < States.Length; i += 2)
        {
            var fromMs = Math.Max(States[i], Last.AtMs);
            var toMs = Math.Min(i + 2 < States.Length ? States[i + 2] : untilMs, untilMs);
            if (fromMs < toMs)
                yield return ((StatusState)States[i + 1], fromMs, toMs);
        }
    }

    /// <summary>Energy of the quarter of an hour that contains an instant, milliwatt-hours.</summary>
    public long MilliWhInQuarter(long atMs)
    {
        var quarter = atMs / EnergyEntry.QuarterLengthMs;
        long sum = 0;
        for (var i = Energy.Length - 2; i >= 0 && Energy[i] >> 3 >= quarter; i -= 2)
        {
            if (Energy[i] >> 3 == quarter)
                sum += Energy[i + 1];
        }

        return sum;
    }
}

/// <summary>A past stretch of charging.</summary>
/// <param name="StartMs">First instant, Unix milliseconds.</param>
/// <param name="EndMs">First instant after it.</param>
/// <param name="State">The policy's state in it.</param>
/// <param name="MilliWh">Energy at the wall, milliwatt-hours.</param>
public readonly record struct ChargedRun(long StartMs, long EndMs, StatusState State, long MilliWh);
