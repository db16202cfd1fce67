using System.Collections.Immutable;
using NodaTime;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Simulations;

/// <summary>A fleet in a request: vehicles with habits, or sessions.</summary>
internal sealed record GivenFleet(ImmutableArray<FleetVehicle> Vehicles, ImmutableArray<SimulatedSession> Sessions)
{
    private const double LargestKw = 10_000, LargestKwh = 100_000;

    public static GivenFleet Read(JsonFields fleet)
    {
        var vehicles = fleet.OptionalObjects("vehicles", 1, SimulationLimits.Vehicles);
        var sessions = fleet.OptionalObjects("sessions", 1, SimulationLimits.Sessions);
        if (vehicles is null && sessions is null)
            fleet.Fail("vehicles", "is required without sessions");
        if (vehicles is not null && sessions is not null)
            fleet.Fail("sessions", "must not be given together with vehicles");
        return new GivenFleet([.. (vehicles ?? []).Select(Vehicle)], [.. (sessions ?? []).Select(Session)]);
    }

    private static FleetVehicle Vehicle(JsonFields fields)
    {
        var needs = new StayNeeds(
            fields.Number("maxPowerKw", 0.1, LargestKw), fields.Number("batteryCapacityKwh", 0.1, LargestKwh),
            fields.Number("levelAtArrival", 0, 100), fields.Number("target", 0, 100))
        {
            MinPowerKw = fields.OptionalNumber("minPowerKw", 0, LargestKw) ?? 0,
            Efficiency = fields.OptionalNumber("efficiency", 0.01, 1) ?? 0.9,
            ReservePercent = fields.OptionalNumber("reserve", 0, 100) ?? 0,
            ChargeLimitPercent = fields.OptionalNumber("chargeLimit", 0, 100) ?? 100,
        };
        if (needs.MaxPowerKw > 0 && needs.MinPowerKw > needs.MaxPowerKw)
            fields.Fail("minPowerKw", "must not be above maxPowerKw");
        if (needs.TargetPercent > needs.ChargeLimitPercent)
            fields.Fail("target", "must not be above chargeLimit");
        if (needs.ReservePercent > needs.TargetPercent)
            fields.Fail("reserve", "must not be above target");
        return new FleetVehicle(needs, Minutes(fields.TimeOfDay("arrival")), Minutes(fields.TimeOfDay("departure")))
        {
            Count = fields.OptionalInteger("count", 1, SimulationLimits.Count) ?? 1,
            Days = [.. (fields.OptionalStringSet("days", WeeklySchedule.DayNames) ?? []).Select(DayOfWeek)],
        };
    }

    private static SimulatedSession Session(JsonFields fields) => new(
        fields.InstantMs("arriveAt"), fields.InstantMs("departAt"),
        fields.Number("energyKwh", 0.001, LargestKwh), fields.Number("maxPowerKw", 0.1, LargestKw));

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private static IsoDayOfWeek DayOfWeek(string name)
    {
        for (var i = 0; i < WeeklySchedule.DayNames.Count; i++)
        {
            if (WeeklySchedule.DayNames[i] == name)
                return (IsoDayOfWeek)(i + 1);
        }

        return IsoDayOfWeek.None;
    }
}
