using NodaTime;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Policies;

/// <summary>What a policy is set to.</summary>
/// <param name="Schedule">Deadlines and targets of the week.</param>
/// <param name="Zone">The location's time zone.</param>
/// <param name="Reserve">The level that is always charged to at once, percent.</param>
/// <param name="ChargeLimit">The vehicle's charge limit as last observed at the location, percent.</param>
public readonly record struct PolicyTerms(WeeklySchedule Schedule, DateTimeZone Zone, double Reserve, double ChargeLimit);
