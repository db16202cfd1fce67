using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Grains.Time;

namespace OrleansFlex.Grains.Charging;

/// <summary>What a policy remembers of its vehicle: the charge limit at the location, and when it comes and goes. Pure functions.</summary>
internal static class PolicyMemory
{
    /// <summary>The state after an observation; the same instance where nothing is to be remembered.</summary>
    public static PolicyState After(PolicyState policy, Device? before, Device after)
    {
        var next = policy;
        if (ObservedLimit(after, policy.LocationId) is { } limit && limit != policy.ChargeLimit)
            next = next with { ChargeLimit = limit };
        if (after.Reading is not { } reading || before?.Reading is null)
            return next;

        var was = IsPluggedInAt(before, policy.LocationId);
        var isNow = IsPluggedInAt(after, policy.LocationId);
        if (was == isNow)
            return next;

        var history = History(policy) ?? new VehicleHistory();
        var calendar = Calendars.Of(policy.TimezoneName);
        var (day, minute) = (calendar.DayAt(reading.AtMs), calendar.MinuteOfDayAt(reading.AtMs));
        if (isNow)
            history.NoteReturn(day, minute, reading.BatteryLevel ?? double.NaN, pluggedIn: true);
        else
            history.NoteDeparture(day, minute, before.Reading.BatteryLevel ?? double.NaN);
        var saved = new byte[VehicleHistory.SavedBytes];
        history.Save(saved);
        return next with { History = saved };
    }

    /// <summary>The vehicle's history, or null where it has none.</summary>
    public static VehicleHistory? History(PolicyState policy) => policy.History is { } saved ? VehicleHistory.Load(saved) : null;

    /// <summary>The vehicle's charge limit, where it is observed at the location.</summary>
    public static double? ObservedLimit(Device vehicle, Guid locationId) =>
        vehicle.LocationId == locationId ? vehicle.Reading?.ChargeLimit : null;

    /// <summary>Whether the vehicle was last observed plugged in at a location.</summary>
    public static bool IsPluggedInAt(Device? vehicle, Guid locationId) =>
        vehicle?.Reading?.IsPluggedIn == true && vehicle.LocationId == locationId;
}
