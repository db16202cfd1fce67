namespace OrleansFlex.Domain.Sandbox;

/// <content>Commands and faults. All act at <see cref="NowMs"/>: advance first.</content>
public sealed partial class SimulatedVehicle
{
    private const double PhaseVolts = 230;
    private const double SinglePhaseKw = 7.5;
    private const long DefaultAbsenceMs = 4 * 3_600_000;

    /// <summary>Starts charging, or changes the power of charging that runs.</summary>
    /// <param name="powerKw">Power at the wall, kW; null for the maximum. Taken into the car's range.</param>
    public CommandOutcome StartCharging(double? powerKw = null)
    {
        if (Deaf)
            return CommandOutcome.NoAnswer;
        if ((_faults & DeviceFaults.Failed) != 0)
            return CommandOutcome.Failed;
        if (!_plugged)
            return CommandOutcome.NotPluggedIn;
        if (_storedKwh >= LimitKwh)
            return CommandOutcome.AtChargeLimit;
        _setpointKw = Setpoint(powerKw);
        _charging = _setpointKw > 0;
        return CommandOutcome.Done;
    }

    /// <summary>Limits the current from the grid, amperes for each phase; charging that runs follows at once.</summary>
    public CommandOutcome LimitCurrent(double amperes)
    {
        if (Deaf)
            return CommandOutcome.NoAnswer;
        if ((_faults & DeviceFaults.Failed) != 0)
            return CommandOutcome.Failed;
        var phases = _spec.Curve.MaxPowerKw > SinglePhaseKw ? 3 : 1;
        _powerLimitKw = (float)(amperes * phases * PhaseVolts / 1000);
        if (_charging)
            _setpointKw = Setpoint(null);
        return CommandOutcome.Done;
    }

    /// <summary>Stops charging; stopping a car that does not charge is done at once.</summary>
    public CommandOutcome StopCharging()
    {
        if (Deaf)
            return CommandOutcome.NoAnswer;
        _charging = false;
        return CommandOutcome.Done;
    }

    /// <summary>The driver sets the level at which charging stops, percent 0–100.</summary>
    public void SetChargeLimit(double limit)
    {
        _limit = (float)Math.Clamp(limit, 0, 100);
        if (_storedKwh >= LimitKwh)
            _charging = false;
    }

    /// <summary>Sets the level, percent 0–100, as a test or demonstration needs it. The meter is not touched.</summary>
    public void SetLevel(double level)
    {
        _storedKwh = _spec.Curve.CapacityKwh * Math.Clamp(level, 0, 100) / 100;
        if (_storedKwh >= LimitKwh)
            _charging = false;
    }

    /// <summary>The driver plugs in. A car that is away comes home first.</summary>
    public void PlugIn()
    {
        if (!_home)
        {
            _plugDraw = 0;
            ComeHome();
        }

        if (!_plugged)
            ConnectCable();
    }

    /// <summary>The driver pulls the cable; the car stays at home.</summary>
    public void Unplug() => _plugged = _charging = false;

    /// <summary>The driver leaves now, and plugs in on return. Does nothing while the car is away.</summary>
    /// <param name="returnMs">When the car is back, Unix ms; null: when the day's habit says, at least four hours later.</param>
    /// <param name="tripKwh">Energy the trip uses, kWh; null: a usual day's.</param>
    public void DriveAway(long? returnMs = null, double? tripKwh = null)
    {
        if (!_home)
            return;
        var day = _spec.Habits.Day(_spec.Seed, _area, _area.Calendar.DayAt(NowMs));
        var habitMs = day.Drives ? Math.Max(day.ArriveMs, NowMs + DefaultAbsenceMs) : NowMs + DefaultAbsenceMs;
        SetOut(returnMs ?? habitMs, tripKwh ?? _spec.Habits.TripKwh, plugDraw: 0);
    }

    /// <summary>Sets what is wrong with the car; <see cref="DeviceFaults.None"/> repairs it. A failure stops charging.</summary>
    public void SetFaults(DeviceFaults faults)
    {
        _faults = faults;
        if ((faults & DeviceFaults.Failed) != 0)
            _charging = false;
    }

    /// <summary>The car's state as its own telemetry would tell it.</summary>
    public DeviceObservation Observe(int deviceIndex, DeviceKind kind = DeviceKind.Vehicle) =>
        new(deviceIndex, kind, NowMs)
        {
            IsReachable = (_faults & DeviceFaults.Vanished) == 0,
            IsHome = _home,
            IsPluggedIn = _plugged,
            IsCharging = _charging,
            // A millionth of a point is more than any car tells.
            BatteryLevel = kind == DeviceKind.Vehicle ? Math.Round(Level, 6) : null,
            ChargeLimit = kind == DeviceKind.Vehicle ? _limit : null,
            PowerKw = PowerKw,
            EnergyMeterKwh = _meterKwh,
        };

    // A limit below what the car needs to run leaves it at that.
    private float Setpoint(double? powerKw) => (float)Math.Clamp(
        Math.Min(powerKw ?? double.MaxValue, _powerLimitKw > 0 ? _powerLimitKw : double.MaxValue), _spec.MinPowerKw, _spec.Curve.MaxPowerKw);

    private bool Deaf => (_faults & (DeviceFaults.Vanished | DeviceFaults.IgnoresCommands)) != 0;
}
