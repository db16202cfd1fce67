namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// A modulating heat pump in a house of one thermal mass: <c>dT/dt = ((Tout − T)/R + COP·P)/C</c>. Power and outdoor
/// temperature hold for a quarter-hour, so that the temperature is an exponential in closed form. Not safe for concurrent use.
/// </summary>
public sealed class SimulatedHeatPump
{
    private const double HourMs = 3_600_000.0;
    private const double RecoveryHours = 2;
    private const double FreeGainKw = 0.4;
    private readonly HeatPumpSpec _spec;
    private double _meterKwh;
    private double _indoorC;
    private float _outdoorC;
    private float _powerKw;
    private float _holdC = float.NaN;
    private DeviceFaults _faults;

    /// <summary>A house at an indoor temperature, °C.</summary>
    public SimulatedHeatPump(HeatPumpSpec spec, double indoorC)
    {
        _spec = spec;
        _indoorC = indoorC;
    }

    /// <summary>The heat pump.</summary>
    public HeatPumpSpec Spec => _spec;

    /// <summary>Indoor temperature, °C.</summary>
    public double TemperatureC => _indoorC;

    /// <summary>Temperature it steers to, °C.</summary>
    public double SetpointC { get; private set; } = 20;

    /// <summary>Electric power, kW.</summary>
    public double PowerKw => _powerKw;

    /// <summary>Electric energy used, kWh.</summary>
    public double MeterKwh => _meterKwh;

    /// <summary>What is wrong with it.</summary>
    public DeviceFaults Faults => _faults;

    /// <summary>Holds another setpoint than the schedule's, °C; null goes back to the schedule.</summary>
    public CommandOutcome Hold(double? setpointC)
    {
        if ((_faults & (DeviceFaults.Vanished | DeviceFaults.IgnoresCommands)) != 0)
            return CommandOutcome.NoAnswer;
        if ((_faults & DeviceFaults.Failed) != 0)
            return CommandOutcome.Failed;
        _holdC = setpointC is { } c ? (float)Math.Clamp(c, 5, 30) : float.NaN;
        return CommandOutcome.Done;
    }

    /// <summary>Sets what is wrong with it.</summary>
    public void SetFaults(DeviceFaults faults)
    {
        _faults = faults;
        if ((faults & DeviceFaults.Failed) != 0)
            _powerKw = 0;
    }

    /// <summary>Chooses the power for the coming quarter-hour: what holds the setpoint, and closes the gap in two hours.</summary>
    public void Decide(double outdoorC, double minuteOfDay)
    {
        _outdoorC = (float)outdoorC;
        var scheduled = minuteOfDay is >= 390 and < 1350 ? _spec.DaySetpointC : _spec.NightSetpointC;
        SetpointC = float.IsNaN(_holdC) ? scheduled : _holdC;
        var heatKw = ((SetpointC - outdoorC) / _spec.ResistanceKPerKw) - FreeGainKw
            + ((SetpointC - _indoorC) * _spec.CapacityKwhPerK / RecoveryHours);
        _powerKw = (_faults & DeviceFaults.Failed) != 0 ? 0 : (float)Math.Clamp(heatKw / Cop, 0, _spec.MaxPowerKw);
    }

    /// <summary>Lets some time pass at the set power.</summary>
    public void Flow(long durationMs)
    {
        var hours = durationMs / HourMs;
        var settleC = _outdoorC + (_spec.ResistanceKPerKw * ((Cop * _powerKw) + FreeGainKw));
        _indoorC = settleC + ((_indoorC - settleC) * Math.Exp(-hours / (_spec.ResistanceKPerKw * _spec.CapacityKwhPerK)));
        _meterKwh += _powerKw * hours;
    }

    /// <summary>Its state as its own telemetry would tell it.</summary>
    public DeviceObservation Observe(int deviceIndex, long nowMs) =>
        new(deviceIndex, DeviceKind.Hvac, nowMs)
        {
            IsReachable = (_faults & DeviceFaults.Vanished) == 0,
            PowerKw = _powerKw,
            EnergyMeterKwh = _meterKwh,
            TemperatureC = _indoorC,
            SetpointC = SetpointC,
        };

    /// <summary>Heat per electric energy: 3.2 at 7 °C outside, 0.08 per degree, 1.8 at the least.</summary>
    private double Cop => Math.Clamp(3.2 + (0.08 * (_outdoorC - 7)), 1.8, 5);
}
