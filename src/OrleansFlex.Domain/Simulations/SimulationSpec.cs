using System.Collections.Immutable;
using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Simulations;

/// <summary>What is to be simulated, but for the prices.</summary>
public sealed record SimulationSpec
{
    private const long DayMs = LocalCalendar.DayMs;

    /// <summary>The first local day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The first local day that is no longer part of it.</summary>
    public required LocalDate To { get; init; }

    /// <summary>The time zone of days and of vehicles' habits.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Vehicles with habits; none where there are sessions.</summary>
    public ImmutableArray<FleetVehicle> Vehicles { get; init; } = [];

    /// <summary>Sessions.</summary>
    public ImmutableArray<SimulatedSession> Sessions { get; init; } = [];

    /// <summary>How plans are made.</summary>
    public required ChargingOptions Options { get; init; }

    /// <summary>The days.</summary>
    public SimulatedDays Days => SimulatedDays.Of(From, To, Zone);

    /// <summary>The fleet, within the limits; or <c>simulation.invalid</c>, with the members of the request that are at fault.</summary>
    public Decision<ISimulatedFleet> Fleet()
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (From >= To)
            issues.Add(new ValidationIssue("to", "must be after from"));
        else if (Period.DaysBetween(From, To) > SimulationLimits.Days)
            issues.Add(new ValidationIssue("to", $"must be at most {SimulationLimits.Days} days after from"));
        else if (Vehicles.Length > SimulationLimits.Vehicles)
            issues.Add(new ValidationIssue("fleet.vehicles", $"must have at most {SimulationLimits.Vehicles} items"));
        else if (Sessions.Length > SimulationLimits.Sessions)
            issues.Add(new ValidationIssue("fleet.sessions", $"must have at most {SimulationLimits.Sessions} items"));
        else if (2L * Vehicles.Length * Days.Count > SimulationLimits.Plans)
            issues.Add(new ValidationIssue("fleet.vehicles", $"must need at most {SimulationLimits.Plans} plans, two for each item and day"));
        else
            CheckSessions(issues);
        if (issues.Count > 0)
            return new InvalidInput("simulation.invalid", issues.ToImmutable());
        return Decision.Accept<ISimulatedFleet>(
            Sessions.IsEmpty ? new VehicleFleet(Vehicles, new LocalCalendar(Zone), Days) : new SessionFleet(Sessions));
    }

    private void CheckSessions(ImmutableArray<ValidationIssue>.Builder issues)
    {
        const int mostIssues = 20;
        var days = Days;
        for (var i = 0; i < Sessions.Length && issues.Count < mostIssues; i++)
        {
            var session = Sessions[i];
            if (session.ArriveMs < days.FromMs)
                issues.Add(new ValidationIssue($"fleet.sessions[{i}].arriveAt", "must not be before from"));
            if (session.DepartMs <= session.ArriveMs)
                issues.Add(new ValidationIssue($"fleet.sessions[{i}].departAt", "must be after arriveAt"));
            else if (session.DepartMs > days.ToMs)
                issues.Add(new ValidationIssue($"fleet.sessions[{i}].departAt", "must not be after the start of to"));
            else if (session.DepartMs - session.ArriveMs > SimulationLimits.StayDays * DayMs)
                issues.Add(new ValidationIssue($"fleet.sessions[{i}].departAt", $"must be at most {SimulationLimits.StayDays} days after arriveAt"));
        }
    }
}
