using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

/// <summary>A simulated car under a charging policy: planned when it is plugged in and when prices change, and driven by its plan.</summary>
internal sealed class FleetCar(SimulatedHousehold house, LocalCalendar calendar)
{
    private const long ChunkMs = 900_000;
    private const long MarginMs = 600_000;
    private static readonly ChargingOptions Options = new();
    private readonly PlanBuffer _buffer = new();
    private PlannedBlock[] _blocks = [];
    private long _startedMs;
    private bool _wasHome;
    private bool _wasPlugged;

    public SimulatedVehicle Vehicle { get; } = house.Vehicle!;

    public VehicleHistory History { get; } = new();

    public bool Started { get; private set; }

    /// <summary>Planned mean power of a chunk, W.</summary>
    public int PlanW(long chunk)
    {
        double sum = 0;
        foreach (var block in Vehicle.IsPluggedIn ? _blocks : [])
        {
            var overlapMs = Math.Min(block.EndMs, (chunk + 1) * ChunkMs) - Math.Max(block.StartMs, chunk * ChunkMs);
            sum += block.PowerW * Math.Max(0, overlapMs) / (double)ChunkMs;
        }

        return (int)Math.Round(sum);
    }

    /// <summary>The next edge of the plan after an instant.</summary>
    public long NextEdgeMs(long nowMs)
    {
        foreach (var block in Vehicle.IsPluggedIn ? _blocks : [])
        {
            if (block.StartMs > nowMs)
                return block.StartMs;
            if (block.EndMs > nowMs)
                return block.EndMs;
        }

        return long.MaxValue;
    }

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
            if (at - MarginMs > nowMs)
                deadlines[count++] = new ForecastDeadline(at - MarginMs, wish.MinimumTarget);
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
            _blocks = [];
            return;
        }

        if (plug || newPrices)
            Plan(nowMs, prices);
    }

    /// <summary>Does what the plan says for now.</summary>
    public void Execute(long nowMs)
    {
        var isBlock = _blocks.Any(block => block.StartMs <= nowMs && nowMs < block.EndMs);
        if (isBlock && !Vehicle.IsCharging && Vehicle.StartCharging() == CommandOutcome.Done)
            _startedMs = nowMs;
        else if (!isBlock && Vehicle.IsCharging)
            Vehicle.StopCharging();
    }

    private void Plan(long nowMs, FleetPrices prices)
    {
        Span<ForecastDeadline> next = stackalloc ForecastDeadline[1];
        Deadlines(nowMs, next);
        var curve = Vehicle.Spec.Curve;
        ChargingPlanner.Plan(
            new ChargingRequest
            {
                NowMs = nowMs,
                LevelPercent = Vehicle.Level,
                CapacityKwh = curve.CapacityKwh,
                Efficiency = curve.Efficiency,
                MaxPowerKw = curve.MaxPowerKw,
                MinPowerKw = Vehicle.Spec.MinPowerKw,
                Tapers = curve.Tapers,
                ReservePercent = house.Spec.Wish!.Reserve,
                TargetPercent = next[0].Target,
                ReadyByMs = next[0].AtMs + MarginMs,
                RunningSinceMs = Vehicle.IsCharging ? _startedMs : null,
                Prices = prices.CurveAt(nowMs),
            },
            Options,
            _buffer);
        _blocks = _buffer.Blocks.ToArray();
    }
}
