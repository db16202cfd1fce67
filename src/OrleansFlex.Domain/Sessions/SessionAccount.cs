namespace OrleansFlex.Domain.Sessions;

/// <summary>
/// How readings become energy in quarters of an hour, states and stretches of charging. Everything that a reading adds is spread
/// over the time in which the vehicle charged, by cumulative rounding, so that the parts always add up to the whole.
/// </summary>
public static class SessionAccount
{
    // Energy of a longer silence counts in its last days: nobody can tell when it flowed, and the account must not grow without bound.
    private const long LongestSpreadMs = 31 * 86_400_000L;

    /// <summary>Begins a session.</summary>
    /// <param name="atMs">When the vehicle was plugged in.</param>
    /// <param name="reading">The first reading at the cable.</param>
    /// <param name="before">The last reading before, whose register counts: what flowed in between belongs to the session.</param>
    /// <param name="state">The state to account in.</param>
    /// <param name="kwhPerPercent">Energy at the wall for one point of level; 0 where it is unknown.</param>
    /// <param name="maxKw">The vehicle's power, kW; 0 where it is unknown.</param>
    /// <param name="prices">What energy costs; null where it has no price.</param>
    public static PlugSession Begin(
        long atMs, in MeterReading reading, MeterReading? before, StatusState state, double kwhPerPercent = 0, double maxKw = 0, SessionPrices? prices = null)
    {
        var session = new PlugSession
        {
            PluggedInAtMs = atMs,
            BatteryFrom = reading.Level,
            Last = reading with { MeterKwh = before?.MeterKwh ?? reading.MeterKwh },
            States = [reading.AtMs, (long)state],
        };
        return Account(session, reading, kwhPerPercent, maxKw, prices);
    }

    /// <summary>The session after a reading.</summary>
    /// <param name="session">Before it.</param>
    /// <param name="reading">The reading; one that is older than the last is ignored.</param>
    /// <param name="kwhPerPercent">Energy at the wall for one point of level; 0 where it is unknown.</param>
    /// <param name="maxKw">The vehicle's power, kW: tells how long charging that began or ended between two readings took.</param>
    /// <param name="prices">What energy costs; null where it has no price.</param>
    /// <param name="before">The reading before this one, where it is known: energy did not flow earlier if it told of none.</param>
    public static PlugSession Account(
        PlugSession session, in MeterReading reading, double kwhPerPercent, double maxKw, SessionPrices? prices = null, in MeterReading? before = null)
    {
        var last = session.Last;
        var idleUntilMs = IdleUntilMs(last, before);
        if (reading.AtMs < last.AtMs)
            return session;
        var milliWh = reading.MilliWhSince(last, kwhPerPercent);
        var (fromMs, toMs) = milliWh > 0 ? Charging(last with { AtMs = idleUntilMs }, reading, milliWh, maxKw) : default;
        fromMs = Math.Max(fromMs, toMs - LongestSpreadMs);
        if (milliWh > 0 && prices?.AreKnown(fromMs, toMs) == false)
            prices = null;
        var money = SessionPricing.Next(session, milliWh, prices, kwhPerPercent, maxKw, idleUntilMs);
        // A vehicle that stands idle and tells nothing new leaves nothing to write.
        if (milliWh <= 0 && !IsNews(last, reading) && ReferenceEquals(money, session.Money))
            return session;
        var states = StatesUpTo(session.States, reading.AtMs);
        var kept = Continue(states);
        var next = session with
        {
            Last = reading with { MeterKwh = reading.MeterKwh ?? last.MeterKwh, Level = reading.Level ?? last.Level },
            States = kept,
            Money = money,
        };
        if (milliWh <= 0)
            return next;
        var booked = new Booked([.. session.Energy], [.. session.Runs], money is null ? null : [.. money.Costs], prices);
        Spread(new EnergyFlow(milliWh, fromMs, toMs), states, booked);
        return next with { Energy = [.. booked.Energy], Runs = [.. booked.Runs], Money = money is null ? null : money with { Costs = [.. booked.Costs!] } };
    }

    /// <summary>
    /// Whether a reading tells anything of energy. The level of a vehicle that stands idle drifts a little; where its power is known the level
    /// says nothing of energy, and less than a point is not worth a write.
    /// </summary>
    /// <param name="last">The reading up to which energy is accounted.</param>
    /// <param name="reading">A later one.</param>
    public static bool IsNews(in MeterReading last, in MeterReading reading) =>
        last.IsCharging || reading.IsCharging
        || (reading.MeterKwh ?? last.MeterKwh) != last.MeterKwh
        || reading.RateKw != last.RateKw
        || ((reading.Level ?? last.Level) != last.Level && !(last.RateKw is not null && Math.Abs((reading.Level - last.Level) ?? 1) < 1));

    /// <summary>Until when nothing has flowed since the last reading that is accounted: readings that tell no news are not kept.</summary>
    /// <param name="last">The reading up to which energy is accounted.</param>
    /// <param name="before">The reading seen last at the cable; null where it is not known.</param>
    public static long IdleUntilMs(in MeterReading last, in MeterReading? before) =>
        before is { IsCharging: false } idle && !last.IsCharging && idle.AtMs > last.AtMs && (idle.MeterKwh ?? last.MeterKwh) == last.MeterKwh ? idle.AtMs : last.AtMs;

    /// <summary>The session with another state from an instant on; the same instance where it is in that state.</summary>
    public static PlugSession Enter(PlugSession session, StatusState state, long atMs)
    {
        if (session.States.Length > 0 && session.State == state)
            return session;
        atMs = Math.Max(atMs, session.Last.AtMs);
        // A state that lasted no time leaves no trace.
        var kept = session.States.Length > 0 && session.States[^2] >= atMs ? session.States.AsSpan(0, session.States.Length - 2) : session.States;
        if (kept.Length > 0 && kept[^1] == (long)state)
            return session with { States = [.. kept] };
        return session with { States = [.. kept, atMs, (long)state] };
    }

    /// <summary>The part of the time between two readings in which energy flowed.</summary>
    private static (long FromMs, long ToMs) Charging(in MeterReading last, in MeterReading reading, long milliWh, double maxKw)
    {
        var gapMs = reading.AtMs - last.AtMs;
        var kw = last.IsCharging && last.RateKw is > 0 and { } before ? before : reading.IsCharging && reading.RateKw is > 0 and { } now ? now : maxKw;
        var neededMs = kw > 0 ? Math.Min(gapMs, (long)Math.Round(milliWh * 3.6 / kw)) : gapMs;
        return (last.IsCharging, reading.IsCharging) switch
        {
            (true, true) => (last.AtMs, reading.AtMs),
            (true, false) => (last.AtMs, last.AtMs + neededMs),
            (false, true) => (reading.AtMs - neededMs, reading.AtMs),
            _ => (last.AtMs, last.AtMs + neededMs),
        };
    }

    private static void Spread(in EnergyFlow flow, ReadOnlySpan<long> states, Booked booked)
    {
        long given = 0;
        var (atMs, toMs) = (flow.FromMs, flow.ToMs);
        do
        {
            var state = StateAt(states, atMs, out var stateEndsMs);
            var quarter = atMs / EnergyEntry.QuarterLengthMs;
            var endMs = Math.Min(toMs, Math.Min(stateEndsMs, (quarter + 1) * EnergyEntry.QuarterLengthMs));
            var upTo = flow.MilliWhUpTo(endMs);
            if (upTo > given)
            {
                var cost = booked is { Costs: not null, Prices: { } prices } ? SessionPricing.Cost(prices, flow, atMs, endMs, given, upTo) : 0;
                AddEnergy(booked, (quarter << 3) + (long)state, upTo - given, cost);
                AddRun(booked.Runs, atMs, Math.Max(endMs, atMs), state, upTo - given);
                given = upTo;
            }

            atMs = endMs;
        }
        while (atMs < toMs);
    }

    private static void AddEnergy(Booked booked, long key, long milliWh, decimal cost)
    {
        var (energy, costs) = (booked.Energy, booked.Costs);
        var i = energy.Count;
        while (i >= 2 && energy[i - 2] > key)
            i -= 2;
        if (i >= 2 && energy[i - 2] == key)
        {
            energy[i - 1] += milliWh;
            if (costs is not null)
                costs[(i / 2) - 1] += cost;
            return;
        }

        energy.InsertRange(i, [key, milliWh]);
        costs?.Insert(i / 2, cost);
    }

    private static void AddRun(List<long> runs, long startMs, long endMs, StatusState state, long milliWh)
    {
        var i = runs.Count;
        if (i >= 4 && runs[i - 2] == (long)state && runs[i - 3] >= startMs)
        {
            runs[i - 3] = Math.Max(runs[i - 3], endMs);
            runs[i - 1] += milliWh;
            return;
        }

        runs.AddRange([i >= 4 ? Math.Max(startMs, runs[i - 3]) : startMs, endMs, (long)state, milliWh]);
    }

    private static StatusState StateAt(ReadOnlySpan<long> states, long atMs, out long endsMs)
    {
        var i = states.Length - 2;
        while (i >= 2 && states[i] > atMs)
            i -= 2;
        endsMs = i + 2 < states.Length ? states[i + 2] : long.MaxValue;
        return i >= 0 ? (StatusState)states[i + 1] : StatusState.Unavailable;
    }

    private static long[] StatesUpTo(long[] states, long atMs)
    {
        var length = states.Length;
        while (length > 2 && states[length - 2] > atMs)
            length -= 2;
        return states[..length];
    }

    // Only the state that holds at the reading matters from there on.
    private static long[] Continue(long[] states) => states.Length <= 2 ? states : states[^2..];

    /// <summary>What a session has booked, open for more.</summary>
    private readonly record struct Booked(List<long> Energy, List<long> Runs, List<decimal>? Costs, SessionPrices? Prices);
}
