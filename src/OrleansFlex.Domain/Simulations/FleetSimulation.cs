using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Simulations;

/// <summary>
/// Plans a fleet's charging over past days, each stay on its own with the prices known, beside charging at once. It goes on step by
/// step, so that whoever runs it can show progress and stop. Not safe for use by two callers at once.
/// </summary>
public sealed class FleetSimulation
{
    private readonly ISimulatedFleet _fleet;
    private readonly SimulationPrices _prices;
    private readonly SimulatedDays _days;
    private readonly ChargingOptions _options;
    private readonly LocalCalendar _calendar;
    private readonly PlanBuffer _buffer = new();
    private readonly StaySums _total = new();
    private readonly SortedDictionary<YearMonth, StaySums> _months = [];
    private readonly DayShape _planned;
    private readonly DayShape _immediate;
    private (long Day, StaySums? Sums) _month;

    /// <summary>Prepares a simulation; nothing is planned yet.</summary>
    /// <param name="spec">What is simulated.</param>
    /// <param name="fleet">Its fleet, as checked.</param>
    /// <param name="prices">Prices over all of its days.</param>
    public FleetSimulation(SimulationSpec spec, ISimulatedFleet fleet, SimulationPrices prices)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _fleet = fleet;
        _prices = prices;
        _days = spec.Days;
        _options = spec.Options;
        _calendar = new LocalCalendar(spec.Zone);
        _planned = new DayShape(_calendar);
        _immediate = new DayShape(_calendar);
    }

    /// <summary>How many places of the fleet have been looked at.</summary>
    public int Done { get; private set; }

    /// <summary>Whether all have.</summary>
    public bool IsDone => Done == _fleet.Places;

    /// <summary>The share that is done, 0 to 1.</summary>
    public double Progress => IsDone ? 1 : (double)Done / _fleet.Places;

    /// <summary>Looks at so many more places.</summary>
    public void Step(int places)
    {
        for (; places > 0 && !IsDone; places--)
        {
            if (_fleet.TryGet(Done++, out var stay))
                Run(stay);
        }
    }

    /// <summary>What was found so far.</summary>
    public SimulationResult Result() => new(
        _total.ToTotals(),
        [.. _months.Select(month => (month.Key, month.Value.ToTotals()))],
        _planned.MeanKw(_days.FromMs, _days.ToMs),
        _immediate.MeanKw(_days.FromMs, _days.ToMs));

    private void Run(in SimulatedStay stay)
    {
        var month = MonthOf(stay.ArriveMs);
        var request = Request(stay);
        ChargingPlanner.Plan(request, _options, _buffer);
        var isReached = _buffer.ReachesTarget;
        _total.AddStay(stay.Count, isReached);
        month.AddStay(stay.Count, isReached);
        Add(stay, _total.Planned, month.Planned, _planned);

        // The charge limit is the goal, so that negative prices do not tempt it to go on.
        var goal = stay.Needs.GoalPercent;
        ChargingPlanner.Plan(request with { ImmediateTargetPercent = goal, TargetPercent = goal, ChargeLimitPercent = goal }, _options, _buffer);
        Add(stay, _total.Immediate, month.Immediate, _immediate);
    }

    private void Add(in SimulatedStay stay, LoadSums total, LoadSums month, DayShape shape)
    {
        total.Add(_buffer.Blocks, stay.DepartMs, stay.Count);
        month.Add(_buffer.Blocks, stay.DepartMs, stay.Count);
        shape.Add(_buffer.Blocks, stay.DepartMs, stay.Count);
    }

    private ChargingRequest Request(in SimulatedStay stay) => new()
    {
        NowMs = stay.ArriveMs,
        ReadyByMs = stay.DepartMs,
        LevelPercent = stay.Needs.LevelPercent,
        TargetPercent = stay.Needs.TargetPercent,
        ReservePercent = stay.Needs.ReservePercent,
        ChargeLimitPercent = stay.Needs.ChargeLimitPercent,
        CapacityKwh = stay.Needs.CapacityKwh,
        Efficiency = stay.Needs.Efficiency,
        MaxPowerKw = stay.Needs.MaxPowerKw,
        MinPowerKw = stay.Needs.MinPowerKw,
        Prices = _prices.Around(stay.ArriveMs, stay.DepartMs),
    };

    private StaySums MonthOf(long atMs)
    {
        var day = _calendar.DayAt(atMs);
        if (_month.Sums is { } known && _month.Day == day)
            return known;
        var month = SimulatedDays.DateOf(day).ToYearMonth();
        if (!_months.TryGetValue(month, out var sums))
            _months[month] = sums = new StaySums();
        _month = (day, sums);
        return sums;
    }
}
