using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>A simulated household and what it stands for in the grid. Its members are touched under <see cref="Gate"/> only.</summary>
internal sealed class SandboxHome(SandboxBatch batch, SimulatedHousehold household)
{
    // A bit for each device.
    private int _unlinked;

    public SandboxBatch Batch => batch;

    public SimulatedHousehold Household => household;

    public int Index => household.Spec.Index;

    /// <summary>Guards the household: events, reports and the API come from different threads.</summary>
    public object Gate => this;

    /// <summary>Commands to its devices; null before the first.</summary>
    public SandboxInbox? Inbox { get; set; }

    /// <summary>When something is to be done next.</summary>
    public long NextMs => Math.Min(household.NextEventMs, Inbox?.NextMs ?? long.MaxValue);

    /// <summary>True where the household has something to report every quarter of an hour.</summary>
    public bool IsLive => household.Battery is not null || household.HeatPump is not null || household.Solar is not null
        || household.Spec.BaseLoadKw > 0 || household.Vehicle is { IsCharging: true };

    /// <summary>True when all its devices have been made known to the grid.</summary>
    public bool IsSettled { get; set; }

    /// <summary>True when all its devices have been unlinked.</summary>
    public bool IsGone => _unlinked == (1 << Devices) - 1;

    public int Devices => household.Spec.Devices.Count;

    /// <summary>False for a device that has been unlinked.</summary>
    public bool Has(int device) => (_unlinked & (1 << device)) == 0;

    /// <summary>Notes that a device has been unlinked.</summary>
    public void Forget(int device) => _unlinked |= 1 << device;

    public Guid DeviceId(int device) => batch.DeviceId(Index, device);

    /// <summary>A device's own telemetry, or null where the device has vanished and reports nothing.</summary>
    public Observation? Observe(int device)
    {
        var state = household.Observe(device);
        return state.IsReachable ? ToObservation(state) : null;
    }

    private Observation ToObservation(DeviceObservation state) => new()
    {
        AtMs = state.AtMs,
        IsReachable = true,
        IsPluggedIn = state.IsPluggedIn,
        IsCharging = state.Kind is DeviceKind.Vehicle or DeviceKind.Charger ? state.IsCharging : null,
        BatteryLevel = state.BatteryLevel,
        ChargeLimit = state.ChargeLimit,
        ChargeRateKw = state.PowerKw,
        EnergyMeterKwh = state.EnergyMeterKwh is { } register ? Math.Round(register, 6) : null,
        // A car that is away is at no known location.
        LocationId = state.Kind == DeviceKind.Vehicle ? (state.IsHome == true ? batch.LocationId(Index) : Guid.Empty) : null,
        ProductionKw = state.ProductionKw,
        Temperature = state.TemperatureC,
    };
}
