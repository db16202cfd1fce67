using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>A batch of simulated households on the wire.</summary>
public sealed record HouseholdsBody(int Batch, int Count, string Zone, string Area, string UserIdPrefix);

/// <summary>A simulated device's true state on the wire, whatever its telemetry says.</summary>
public sealed record DeviceStateBody(
    Guid DeviceId,
    DateTimeOffset At,
    string Kind,
    bool IsReachable,
    bool? IsHome,
    bool? IsPluggedIn,
    bool? IsCharging,
    double? BatteryLevel,
    double? ChargeLimit,
    double? PowerKw,
    double? MeterKwh,
    double? ProductionKw,
    double? Temperature)
{
    internal static DeviceStateBody Of(Guid id, SandboxHome home, int device)
    {
        var state = home.Household.Observe(device);
        return new DeviceStateBody(
            id, Wire.Instant(state.AtMs), state.Kind.ToString().ToUpperInvariant(), state.IsReachable, state.IsHome, state.IsPluggedIn,
            state.IsCharging, state.BatteryLevel, state.ChargeLimit, state.PowerKw, state.EnergyMeterKwh, state.ProductionKw, state.TemperatureC);
    }
}
