namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// A household of simulated devices on one time line. Cars go from event to event; solar, heat pump, battery and the base
/// load hold their power for a quarter-hour of Unix time, and are only computed where the household has them. The meter is
/// the sum of its devices' registers, so energy is conserved by construction. Not safe for concurrent use.
/// </summary>
public sealed class SimulatedHousehold
{
    private const long SlotMs = 900_000;
    private const double HourMs = 3_600_000.0;
    private readonly LivingArea _area;
    private readonly bool _slotted;
    private double _baseKwh;
    private double _baseKw;

    /// <summary>Places a household at its first instant, Unix ms.</summary>
    public SimulatedHousehold(HouseholdSpec spec, LivingArea area, long startMs)
    {
        Spec = spec;
        _area = area;
        NowMs = startMs;
        var random = SeededRandom.Keyed(spec.Seed, 23);
        Vehicle = spec.Vehicle is { } vehicle ? new SimulatedVehicle(vehicle, area, startMs) : null;
        Battery = spec.Battery is { } battery ? new SimulatedBattery(battery, random.Between(20, 80)) : null;
        HeatPump = spec.HeatPump is { } pump ? new SimulatedHeatPump(pump, pump.NightSetpointC) : null;
        Solar = spec.Solar is { } solar ? new SimulatedSolar(solar) : null;
        if (Solar is null)
            Battery?.SetMode(BatteryMode.TimeOfUse);
        _slotted = Battery is not null || HeatPump is not null || Solar is not null || spec.BaseLoadKw > 0;
        if (_slotted)
            Decide(startMs - (startMs % SlotMs));
    }

    /// <summary>What the household is.</summary>
    public HouseholdSpec Spec { get; }

    /// <summary>How far it has been simulated, Unix ms.</summary>
    public long NowMs { get; private set; }

    /// <summary>Its car, if any.</summary>
    public SimulatedVehicle? Vehicle { get; }

    /// <summary>Its battery, if any.</summary>
    public SimulatedBattery? Battery { get; }

    /// <summary>Its heat pump, if any.</summary>
    public SimulatedHeatPump? HeatPump { get; }

    /// <summary>Its solar panels, if any.</summary>
    public SimulatedSolar? Solar { get; }

    /// <summary>When something happens by itself next that its devices would report at once, Unix ms; else the far future.</summary>
    public long NextEventMs => Vehicle?.NextEventMs ?? long.MaxValue;

    /// <summary>Net energy taken from the grid since the start, kWh; negative after more export than import.</summary>
    public double NetMeterKwh =>
        _baseKwh + (Vehicle?.MeterKwh ?? 0) + (Battery is { } b ? b.ChargedKwh - b.DischargedKwh : 0)
        + (HeatPump?.MeterKwh ?? 0) - (Solar?.MeterKwh ?? 0);

    /// <summary>Net power taken from the grid now, kW.</summary>
    public double NetPowerKw => RestKw + (Battery?.PowerKw ?? 0);

    /// <summary>Simulates up to an instant.</summary>
    /// <param name="instantMs">Unix ms; earlier than <see cref="NowMs"/> does nothing.</param>
    /// <param name="observations">Takes the car's and charge point's state after each of their own events, in time order.</param>
    public void AdvanceTo(long instantMs, ICollection<DeviceObservation>? observations = null)
    {
        while (NowMs < instantMs)
        {
            var stopMs = _slotted ? Math.Min(instantMs, (NowMs - (NowMs % SlotMs)) + SlotMs) : instantMs;
            AdvanceVehicle(stopMs, observations);
            if (_slotted)
            {
                Flow(stopMs - NowMs);
                if (stopMs % SlotMs == 0)
                    Decide(stopMs);
            }

            NowMs = stopMs;
        }
    }

    /// <summary>Lets battery and heat pump act on a command now instead of at the next quarter-hour.</summary>
    public void ApplyCommands()
    {
        if (_slotted)
            Decide(NowMs - (NowMs % SlotMs));
    }

    /// <summary>The state of one device now.</summary>
    /// <param name="deviceIndex">Position in <see cref="HouseholdSpec.Devices"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such device.</exception>
    public DeviceObservation Observe(int deviceIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviceIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(deviceIndex, Spec.Devices.Count);
        var kind = Spec.Devices[deviceIndex].Kind;
        return kind switch
        {
            DeviceKind.Vehicle or DeviceKind.Charger => Vehicle!.Observe(deviceIndex, kind),
            DeviceKind.Battery => Battery!.Observe(deviceIndex, NowMs),
            DeviceKind.Hvac => HeatPump!.Observe(deviceIndex, NowMs),
            DeviceKind.Solar => Solar!.Observe(deviceIndex, NowMs),
            _ => new DeviceObservation(deviceIndex, kind, NowMs)
            {
                IsReachable = true,
                PowerKw = NetPowerKw,
                EnergyMeterKwh = NetMeterKwh,
            },
        };
    }

    private double RestKw =>
        _baseKw + (Vehicle?.PowerKw ?? 0) + (HeatPump?.PowerKw ?? 0) - (Solar?.ProductionKw ?? 0);

    private void AdvanceVehicle(long stopMs, ICollection<DeviceObservation>? observations)
    {
        if (Vehicle is null)
            return;
        while (observations is not null && Vehicle.NextEventMs <= stopMs)
        {
            Vehicle.AdvanceTo(Vehicle.NextEventMs);
            for (var index = 0; index < Spec.Devices.Count; index++)
            {
                if (Spec.Devices[index].Kind is var kind and (DeviceKind.Vehicle or DeviceKind.Charger))
                    observations.Add(Vehicle.Observe(index, kind));
            }
        }

        Vehicle.AdvanceTo(stopMs);
    }

    private void Flow(long durationMs)
    {
        _baseKwh += _baseKw * durationMs / HourMs;
        HeatPump?.Flow(durationMs);
        Solar?.Flow(durationMs);
        Battery?.Flow(durationMs);
    }

    private void Decide(long slotMs)
    {
        var middleMs = slotMs + (SlotMs / 2);
        var minute = _area.Calendar.MinuteOfDayAt(middleMs);
        _baseKw = BaseLoad.PowerKw(Spec.BaseLoadKw, Spec.Seed, slotMs / SlotMs, minute);
        HeatPump?.Decide(_area.TemperatureC(middleMs), minute);
        Solar?.Decide(middleMs, _area.CloudCover(middleMs));
        Battery?.Decide(RestKw, minute);
    }
}
