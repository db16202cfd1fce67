using System.Collections.Immutable;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Simulations;

/// <summary>Cars with daily habits over a range of local days. Stays that do not end within the range are left out.</summary>
internal sealed class VehicleFleet(ImmutableArray<FleetVehicle> vehicles, LocalCalendar calendar, SimulatedDays range) : ISimulatedFleet
{
    public int Places => vehicles.Length * range.Count;

    public bool TryGet(int place, out SimulatedStay stay)
    {
        var day = range.FirstDay + (place / vehicles.Length);
        var vehicle = vehicles[place % vehicles.Length];
        stay = default;
        if (!vehicle.ArrivesOn(LocalCalendar.Weekday(day)))
            return false;
        var arrive = calendar.InstantMs(day, vehicle.ArrivalMinutes);
        var lastDay = vehicle.DepartureMinutes > vehicle.ArrivalMinutes ? day : day + 1;
        var depart = calendar.InstantMs(lastDay, vehicle.DepartureMinutes);
        // A clock that goes forward may leave no time between the two.
        if (depart <= arrive || arrive < range.FromMs || depart > range.ToMs)
            return false;
        stay = new SimulatedStay(arrive, depart, vehicle.Needs, vehicle.Count);
        return true;
    }
}
