using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Drives;

/// <summary>A car as it really is: it charges, drives, obeys or not. What the grid believes of it comes from its <see cref="CarReports"/>.</summary>
internal sealed class DrivenCar
{
    public const double Kw = 11, Capacity = 60, Efficiency = 0.9;

    private readonly Lock _lock = new();
    private readonly TestGrid _grid;
    private readonly Random _random;
    private readonly HashSet<Guid> _taken = [];
    private readonly bool _hasMeter;
    private readonly bool _tellsRate;
    private readonly bool _isWhole;
    private long _atMs;
    private double _level;
    private double _meter;

    public DrivenCar(TestGrid grid, Guid id, Guid place, int seed)
    {
        _grid = grid;
        _random = new Random(seed);
        (_hasMeter, _tellsRate, _isWhole) = (seed % 3 != 2, seed % 3 != 1, seed % 2 == 0);
        (Id, Place, _atMs) = (id, place, grid.NowMs);
        _level = 5 + _random.Next(80);
        _meter = _random.Next(1000);
        Reports = new CarReports(grid, id);
    }

    public Guid Id { get; }

    public CarReports Reports { get; }

    public Guid Place { get; private set; }

    public bool IsPluggedIn { get; private set; }

    public bool IsCharging { get; private set; }

    /// <summary>Whether it does what it is told.</summary>
    public bool Obeys { get; set; } = true;

    public bool IsReachable { get; set; } = true;

    public bool HasMeter => _hasMeter;

    private double Limit { get; set; } = 90;

    /// <summary>A command arrives after a while; a repetition has no effect of its own.</summary>
    public void Receive(DeviceCommand command)
    {
        lock (_lock)
        {
            if (!_taken.Add(command.Id))
                return;
            var delay = TimeSpan.FromSeconds(_random.Next(15) == 0 ? 400 : _random.Next(2, 200));
            _grid.Clock.CreateTimer(_ => Obey(command.Kind), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Something happens to the car, and it reports unless it is silent about it.</summary>
    public void Happen(Action<DrivenCar> what, bool isSilent = false)
    {
        lock (_lock)
        {
            Flow();
            what(this);
            if (!isSilent)
                Reports.Add(Now());
        }
    }

    public void PlugIn() => IsPluggedIn = true;

    public void Unplug() => IsPluggedIn = IsCharging = false;

    public void DriveTo(Guid place)
    {
        Unplug();
        Place = place;
        _level = Math.Max(2, _level - _random.Next(40));
    }

    public void SetLimit(double limit)
    {
        Limit = limit;
        IsCharging &= _level < limit;
    }

    public void Charge(bool on)
    {
        IsCharging = on && IsPluggedIn && _level < Limit;
        if (IsCharging)
            _grid.Clock.CreateTimer(_ => Happen(static _ => { }), null, TimeSpan.FromSeconds(Math.Ceiling((Limit - _level) / 100 * Capacity / Efficiency / Kw * 3600) + 1), Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the car would report now.</summary>
    public Observation Now() => new()
    {
        AtMs = _grid.NowMs,
        IsReachable = IsReachable,
        IsPluggedIn = IsPluggedIn,
        IsCharging = IsCharging,
        BatteryLevel = _isWhole ? Math.Floor(_level) : Math.Round(_level, 2),
        ChargeLimit = Limit,
        ChargeRateKw = _tellsRate ? IsCharging ? Kw : 0 : null,
        EnergyMeterKwh = _hasMeter ? Math.Round(_meter, 6) : null,
        LocationId = Place,
    };

    private void Obey(CommandKind kind)
    {
        if (Obeys && IsReachable)
            Happen(car => car.Charge(kind == CommandKind.Start));
    }

    private void Flow()
    {
        var hours = (_grid.NowMs - _atMs) / 3_600_000.0;
        _atMs = _grid.NowMs;
        if (!IsCharging)
            return;
        var kwh = Math.Max(0, Math.Min(Kw * hours, (Limit - _level) / 100 * Capacity / Efficiency));
        _meter += kwh;
        _level += kwh * Efficiency / Capacity * 100;
        IsCharging = _level < Limit - 1e-6;
    }
}
