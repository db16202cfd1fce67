using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Grains.Charging;

namespace OrleansFlex.Grains.Assets;

/// <summary>Charging that no policy drives: away from the locations of all policies, or of a vehicle without any. Pure functions.</summary>
internal static class UnmanagedSessions
{
    /// <summary>The state after an observation: the session begins, goes on, or ends with a row.</summary>
    /// <param name="state">The state, with the device as observed now.</param>
    /// <param name="before">The device before.</param>
    /// <param name="client">The tenant.</param>
    public static AssetState After(AssetState state, Device before, string client)
    {
        if (state.Device is not { Type: AssetType.Vehicle, Reading: { } reading } device)
            return state;
        var isUnmanaged = reading.IsPluggedIn == true && !IsUnderPolicy(state, device.LocationId);
        if (state.Unmanaged is { } session)
        {
            var (kwhPerPercent, maxKw) = Figures(device);
            session = SessionAccount.Account(
                session, Meter(reading), kwhPerPercent, maxKw, before: before.Reading is { IsPluggedIn: true } last ? Meter(last) : null);
            state = state with { Unmanaged = session };
            if (isUnmanaged && device.LocationId == state.UnmanagedAt)
                return state;
            state = End(state, client, reading.AtMs);
        }

        if (!isUnmanaged)
            return state;
        MeterReading? register = before.Reading is { IsPluggedIn: false } unplugged && unplugged.EnergyMeterKwh <= reading.EnergyMeterKwh ? Meter(unplugged) : null;
        return state with
        {
            // One that came from another place with the cable in begins here, not there.
            Unmanaged = SessionAccount.Begin(before.Reading?.IsPluggedIn == true ? reading.AtMs : reading.PluggedInSinceMs ?? reading.AtMs, Meter(reading), register, StatusState.Unavailable),
            UnmanagedAt = device.LocationId,
        };
    }

    /// <summary>The state with its unmanaged session ended; one without energy leaves no row.</summary>
    public static AssetState End(AssetState state, string client, long endMs)
    {
        if (state is not { Unmanaged: { } session, Device: { } device })
            return state;
        var ended = state with { Unmanaged = null, UnmanagedAt = null };
        if (session.MilliWh == 0)
            return ended;
        var settled = SessionViews.Settled(null, device.Id, state.UnmanagedAt, device.UserId, session.EndingAt(device.Reading?.BatteryLevel), endMs);
        return ended.Settling(new SessionRow(
            client, settled.Id!.Value, null, device.Id, state.UnmanagedAt, settled.PluggedInAtMs!.Value, settled.PluggedOutAtMs!.Value, settled));
    }

    private static bool IsUnderPolicy(AssetState state, Guid? place) => place is { } here && state.Policies.Any(policy => policy.LocationId == here);

    private static MeterReading Meter(DeviceReading reading) =>
        new(reading.AtMs, reading.IsCharging == true, reading.EnergyMeterKwh, reading.ChargeRateKw, reading.BatteryLevel);

    private static (double KwhPerPercent, double MaxKw) Figures(Device device) =>
        ((device.Ratings.BatteryCapacityKwh ?? 0) / 100 / (device.Ratings.Efficiency ?? 0.9), device.Ratings.MaxPowerKw);
}
