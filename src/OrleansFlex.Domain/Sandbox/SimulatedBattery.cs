namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// A stationary battery. Its power is set at the quarter-hour and holds until it is full, at its reserve, or set anew; so
/// energy is exact for any step. Not safe for concurrent use.
/// </summary>
public sealed class SimulatedBattery
{
    private const double HourMs = 3_600_000.0;
    private readonly BatterySpec _spec;
    private double _storedKwh;
    private double _chargedKwh;
    private double _dischargedKwh;
    private float _powerKw;
    private DeviceFaults _faults;

    /// <summary>A battery at a level, percent.</summary>
    public SimulatedBattery(BatterySpec spec, double level)
    {
        _spec = spec;
        _storedKwh = spec.CapacityKwh * level / 100;
    }

    /// <summary>The battery.</summary>
    public BatterySpec Spec => _spec;

    /// <summary>What it does by itself.</summary>
    public BatteryMode Mode { get; private set; }

    /// <summary>Level, percent.</summary>
    public double Level => 100 * _storedKwh / _spec.CapacityKwh;

    /// <summary>Energy in the battery, kWh.</summary>
    public double StoredKwh => _storedKwh;

    /// <summary>Energy drawn at the wall, kWh.</summary>
    public double ChargedKwh => _chargedKwh;

    /// <summary>Energy given at the wall, kWh.</summary>
    public double DischargedKwh => _dischargedKwh;

    /// <summary>Power at the wall, kW; negative when it gives.</summary>
    public double PowerKw =>
        (_powerKw > 0 && _storedKwh >= _spec.CapacityKwh) || (_powerKw < 0 && _storedKwh <= FloorKwh) ? 0 : _powerKw;

    /// <summary>What is wrong with it.</summary>
    public DeviceFaults Faults => _faults;

    /// <summary>Commands another mode; it acts from the next quarter-hour, or at once when the household applies it.</summary>
    public CommandOutcome SetMode(BatteryMode mode)
    {
        if ((_faults & (DeviceFaults.Vanished | DeviceFaults.IgnoresCommands)) != 0)
            return CommandOutcome.NoAnswer;
        if ((_faults & DeviceFaults.Failed) != 0)
            return CommandOutcome.Failed;
        Mode = mode;
        return CommandOutcome.Done;
    }

    /// <summary>Sets what is wrong with it.</summary>
    public void SetFaults(DeviceFaults faults)
    {
        _faults = faults;
        if ((faults & DeviceFaults.Failed) != 0)
            _powerKw = 0;
    }

    /// <summary>Chooses the power by mode, given the rest of the household's net load.</summary>
    /// <param name="restKw">Net load of everything else, kW; negative when solar gives more than is used.</param>
    /// <param name="minuteOfDay">Local minute of the day.</param>
    public void Decide(double restKw, double minuteOfDay)
    {
        var wanted = Mode switch
        {
            BatteryMode.SelfReliance => -restKw,
            BatteryMode.ImportFocus => _spec.MaxChargeKw,
            BatteryMode.ExportFocus => -_spec.MaxDischargeKw,
            BatteryMode.TimeOfUse when minuteOfDay is >= 60 and < 300 => _spec.MaxChargeKw,
            BatteryMode.TimeOfUse when minuteOfDay is >= 1020 and < 1320 => Math.Min(0, -restKw),
            _ => 0,
        };
        _powerKw = (_faults & DeviceFaults.Failed) != 0 ? 0 : (float)Math.Clamp(wanted, -_spec.MaxDischargeKw, _spec.MaxChargeKw);
    }

    /// <summary>Lets the set power flow for some time, as far as the battery can take or give.</summary>
    public void Flow(long durationMs)
    {
        var hours = durationMs / HourMs;
        if (_powerKw > 0)
        {
            var wallKwh = Math.Min(_powerKw * hours, Math.Max(0, _spec.CapacityKwh - _storedKwh) / _spec.Efficiency);
            _storedKwh += wallKwh * _spec.Efficiency;
            _chargedKwh += wallKwh;
        }
        else if (_powerKw < 0)
        {
            var wallKwh = Math.Min(-_powerKw * hours, Math.Max(0, _storedKwh - FloorKwh) * _spec.Efficiency);
            _storedKwh -= wallKwh / _spec.Efficiency;
            _dischargedKwh += wallKwh;
        }
    }

    /// <summary>Its state as its own telemetry would tell it.</summary>
    public DeviceObservation Observe(int deviceIndex, long nowMs) =>
        new(deviceIndex, DeviceKind.Battery, nowMs)
        {
            IsReachable = (_faults & DeviceFaults.Vanished) == 0,
            IsCharging = PowerKw > 0,
            BatteryLevel = Level,
            PowerKw = PowerKw,
            EnergyMeterKwh = _chargedKwh - _dischargedKwh,
            Mode = Mode,
        };

    private double FloorKwh => _spec.CapacityKwh * _spec.ReserveLevel / 100;
}
