namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// A car that drives by habit and charges by command. Between its own events its course is a closed form, so a step of any
/// length gives the same result as many short ones. About 120 bytes. Not safe for concurrent use.
/// </summary>
public sealed partial class SimulatedVehicle
{
    private const double HourMs = 3_600_000.0;
    private const double ReturnFloor = 0.07;
    private const double RoadsideLevel = 0.2;
    private const int SearchDays = 60;

    private readonly VehicleSpec _spec;
    private readonly LivingArea _area;
    private double _storedKwh;
    private double _meterKwh;
    private long _nextTripMs;
    private float _tripKwh;
    private float _plugDraw;
    private float _setpointKw;
    private float _limit;
    private float _powerLimitKw;
    private bool _home;
    private bool _plugged;
    private bool _charging;
    private bool _chargesOnPlugIn;
    private DeviceFaults _faults;

    /// <summary>Places a car in the course of its habits.</summary>
    /// <param name="spec">The car.</param>
    /// <param name="area">Its surroundings.</param>
    /// <param name="startMs">The first instant, Unix ms.</param>
    public SimulatedVehicle(VehicleSpec spec, LivingArea area, long startMs)
    {
        _spec = spec;
        _area = area;
        NowMs = startMs;
        _limit = (float)spec.ChargeLimit;
        var today = area.Calendar.DayAt(startMs);
        var random = SeededRandom.Keyed(spec.Seed, 19, today);
        var level = random.Between(0.5, 0.9);
        var plugged = random.Chance(spec.Habits.PlugProbability);
        for (var back = 0; back < 8; back++)
        {
            var day = spec.Habits.Day(spec.Seed, area, today - back);
            if (!day.Drives || day.DepartMs >= startMs)
                continue;
            level = Math.Max(ReturnFloor, level - (day.TripKwh / spec.Curve.CapacityKwh));
            if (day.ArriveMs > startMs)
            {
                _storedKwh = level * spec.Curve.CapacityKwh;
                SetOut(day.ArriveMs, 0, day.PlugDraw);
                return;
            }

            plugged = day.PlugDraw < spec.Habits.PlugOdds(level);
            break;
        }

        _storedKwh = level * spec.Curve.CapacityKwh;
        _home = true;
        _plugged = plugged;
        FindDeparture();
    }

    /// <summary>How far the car has been simulated, Unix ms.</summary>
    public long NowMs { get; private set; }

    /// <summary>The car.</summary>
    public VehicleSpec Spec => _spec;

    /// <summary>Whether the car is at home.</summary>
    public bool IsHome => _home;

    /// <summary>Whether the cable is in (only at home).</summary>
    public bool IsPluggedIn => _plugged;

    /// <summary>Whether power flows.</summary>
    public bool IsCharging => _charging;

    /// <summary>Level, percent.</summary>
    public double Level => 100 * _storedKwh / _spec.Curve.CapacityKwh;

    /// <summary>Level at which charging stops, percent.</summary>
    public double ChargeLimit => _limit;

    /// <summary>Energy in the battery, kWh.</summary>
    public double StoredKwh => _storedKwh;

    /// <summary>Wall energy charged at home since the start, kWh.</summary>
    public double MeterKwh => _meterKwh;

    /// <summary>Power at the wall now, kW.</summary>
    public double PowerKw => _charging ? _spec.Curve.PowerKw(_storedKwh, _setpointKw) : 0;

    /// <summary>What is wrong with it.</summary>
    public DeviceFaults Faults => _faults;

    /// <summary>Whether the car starts at full power as soon as it is plugged in, as most cars do that nobody steers.</summary>
    public bool ChargesOnPlugIn
    {
        get => _chargesOnPlugIn;
        set => _chargesOnPlugIn = value;
    }

    /// <summary>When something happens by itself next (departure, return, limit reached), Unix ms; after <see cref="NowMs"/>.</summary>
    public long NextEventMs => Math.Min(_nextTripMs, _charging ? LimitReachedMs() : long.MaxValue);

    /// <summary>Simulates up to an instant, through all events on the way.</summary>
    /// <returns>How many events happened; the last one may be exactly at the instant.</returns>
    public int AdvanceTo(long instantMs)
    {
        var events = 0;
        while (NextEventMs <= instantMs)
        {
            var limitMs = _charging ? LimitReachedMs() : long.MaxValue;
            var eventMs = Math.Min(_nextTripMs, limitMs);
            Flow(eventMs);
            if (limitMs == eventMs)
                ReachLimit();
            if (_nextTripMs == eventMs)
                Drive();
            events++;
        }

        Flow(instantMs);
        return events;
    }

    private double LimitKwh => _spec.Curve.CapacityKwh * _limit / 100;

    private long LimitReachedMs()
    {
        var hours = _spec.Curve.HoursTo(_storedKwh, LimitKwh, _setpointKw);
        return hours > 1e6 ? long.MaxValue : NowMs + Math.Max(1, (long)Math.Ceiling(hours * HourMs));
    }

    private void Flow(long instantMs)
    {
        if (instantMs <= NowMs)
            return;
        if (_charging)
            Store(Math.Min(LimitKwh, _spec.Curve.StoredAfter(_storedKwh, _setpointKw, (instantMs - NowMs) / HourMs)));
        NowMs = instantMs;
    }

    private void Store(double storedKwh)
    {
        if (storedKwh <= _storedKwh)
            return;
        _meterKwh += (storedKwh - _storedKwh) / _spec.Curve.Efficiency;
        _storedKwh = storedKwh;
    }

    private void ReachLimit()
    {
        Store(LimitKwh);
        _charging = false;
    }

    private void Drive()
    {
        if (!_home)
        {
            ComeHome();
            return;
        }

        var day = _spec.Habits.Day(_spec.Seed, _area, _area.Calendar.DayAt(_nextTripMs));
        SetOut(day.ArriveMs, day.TripKwh, day.PlugDraw);
    }

    private void SetOut(long returnMs, double tripKwh, double plugDraw)
    {
        _home = _plugged = _charging = false;
        _tripKwh = (float)tripKwh;
        _plugDraw = (float)plugDraw;
        _nextTripMs = Math.Max(returnMs, NowMs + 60_000);
    }

    private void ComeHome()
    {
        var floorKwh = ReturnFloor * _spec.Curve.CapacityKwh;
        var leftKwh = _storedKwh - _tripKwh;
        // A trip that the battery cannot cover includes a stop at a public charge point.
        _storedKwh = leftKwh >= floorKwh || _tripKwh <= 0 ? Math.Max(leftKwh, 0) : RoadsideLevel * _spec.Curve.CapacityKwh;
        _home = true;
        _tripKwh = 0;
        if (_plugDraw < _spec.Habits.PlugOdds(Level / 100))
            ConnectCable();
        FindDeparture();
    }

    private void FindDeparture()
    {
        var today = _area.Calendar.DayAt(NowMs);
        for (var ahead = 0; ahead < SearchDays; ahead++)
        {
            var day = _spec.Habits.Day(_spec.Seed, _area, today + ahead);
            if (!day.Drives || day.DepartMs <= NowMs)
                continue;
            _nextTripMs = day.DepartMs;
            return;
        }

        _nextTripMs = long.MaxValue;
    }

    private void ConnectCable()
    {
        _plugged = true;
        if (_chargesOnPlugIn && (_faults & DeviceFaults.Failed) == 0 && _storedKwh < LimitKwh)
        {
            _setpointKw = Setpoint(null);
            _charging = true;
        }
    }
}
