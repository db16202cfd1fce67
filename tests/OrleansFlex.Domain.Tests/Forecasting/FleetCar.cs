using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

/// <summary>A simulated car under a simple policy: the cheapest quarter-hours before its deadline, planned anew when something changes.</summary>
internal sealed class FleetCar(SimulatedHousehold house, LocalCalendar calendar)
{
    private const long ChunkMs = 900_000;
    private readonly Dictionary<long, int> _plan = [];
    private double _expectedLevel = double.NaN;
    private bool _wasHome;
    private bool _wasPlugged;

    public SimulatedVehicle Vehicle { get; } = house.Vehicle!;

    public VehicleHistory History { get; } = new();

    public bool Started { get; private set; }

    /// <summary>Planned mean power of a chunk, W.</summary>
    public int PlanW(long chunk) => Vehicle.IsPluggedIn && _plan.TryGetValue(chunk, out var watts) ? watts : 0;

    public Whereabouts Whereabouts =>
        Vehicle.IsPluggedIn ? Whereabouts.PluggedIn : Vehicle.IsHome ? Whereabouts.HomeUnplugged : Whereabouts.Away;

    /// <summary>The level as telemetry knows it: that at departure while away.</summary>
    public double KnownLevel => Vehicle.IsHome ? Vehicle.Level : History.LevelAtDeparture;

    /// <summary>Ready-by instants of the coming days, from the first after now.</summary>
    public int Deadlines(long nowMs, Span<ForecastDeadline> deadlines)
    {
        var count = 0;
        var wish = house.Spec.Wish!;
        for (var day = calendar.DayAt(nowMs); count < deadlines.Length; day++)
        {
            var at = calendar.InstantMs(day, LocalCalendar.IsWeekend(day) ? wish.WeekendReadyBy : wish.WeekdayReadyBy);
            if (at > nowMs)
                deadlines[count++] = new ForecastDeadline(at - 600_000, wish.MinimumTarget);
        }

        return count;
    }

    /// <summary>Takes in what the car reports, and plans when something changed. To be called when an event has happened, and at each chunk.</summary>
    public void Notice(long nowMs, bool newPrices, FleetPrices prices)
    {
        var day = calendar.DayAt(nowMs);
        var minute = calendar.MinuteOfDayAt(nowMs);
        if (Started && _wasHome && !Vehicle.IsHome)
            History.NoteDeparture(day, minute, Vehicle.Level);
        if (Started && !_wasHome && Vehicle.IsHome)
            History.NoteReturn(day, minute, Vehicle.Level, Vehicle.IsPluggedIn);
        var plug = Vehicle.IsPluggedIn && !_wasPlugged;
        _wasHome = Vehicle.IsHome;
        _wasPlugged = Vehicle.IsPluggedIn;
        Started = true;
        if (!Vehicle.IsPluggedIn)
        {
            _plan.Clear();
            return;
        }

        if (plug || newPrices || Math.Abs(Vehicle.Level - _expectedLevel) > 1)
            Plan(nowMs, prices);
    }

    /// <summary>Carries out the plan for the chunk that begins.</summary>
    public void Execute(long nowMs)
    {
        var watts = PlanW(nowMs / ChunkMs);
        if (watts > 0)
            Vehicle.StartCharging(watts / 1000.0);
        else
            Vehicle.StopCharging();
        _expectedLevel = Vehicle.Level + (watts / 4000.0 * 0.9 / Vehicle.Spec.Curve.CapacityKwh * 100);
    }

    private void Plan(long nowMs, FleetPrices prices)
    {
        _plan.Clear();
        Span<ForecastDeadline> next = stackalloc ForecastDeadline[1];
        Deadlines(nowMs, next);
        var curve = Vehicle.Spec.Curve;
        var first = nowMs / ChunkMs;
        var end = next[0].AtMs / ChunkMs;
        var goalKwh = curve.CapacityKwh * next[0].Target / 100;
        var hours = curve.HoursTo(Vehicle.StoredKwh, goalKwh, curve.MaxPowerKw);
        var needKwh = Math.Max(0, goalKwh - Vehicle.StoredKwh) / curve.Efficiency;
        _expectedLevel = Vehicle.Level;
        if (needKwh <= 0)
            return;
        var watts = needKwh / hours * 1000;
        var reserveHours = curve.HoursTo(Vehicle.StoredKwh, curve.CapacityKwh * house.Spec.Wish!.Reserve / 100, curve.MaxPowerKw);
        var order = Enumerable.Range(0, (int)Math.Max(1, end - first))
            .Select(i => first + i)
            .OrderBy(chunk => (chunk - first) * 0.25 < reserveHours ? -1 : prices.Known(chunk * ChunkMs, nowMs))
            .ThenBy(chunk => chunk);
        foreach (var chunk in order)
        {
            var from = Math.Max(nowMs, chunk * ChunkMs);
            var free = (((chunk + 1) * ChunkMs) - from) / 3_600_000.0;
            var use = Math.Min(free, hours);
            _plan[chunk] = (int)(watts * use / 0.25);
            if ((hours -= use) <= 1e-6)
                break;
        }

        if (nowMs % ChunkMs != 0)
            Vehicle.StartCharging(PlanW(first) / 1000.0 * ChunkMs / (((first + 1) * ChunkMs) - nowMs));
        if (PlanW(first) == 0)
            Vehicle.StopCharging();
        _expectedLevel = Vehicle.Level;
    }
}
