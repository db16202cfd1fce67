namespace OrleansFlex.Domain.Sandbox;

/// <summary>A charging policy as the driver of a simulated car would set it.</summary>
/// <param name="WeekdayReadyBy">Deadline on working days, local minute of the day, a multiple of 15.</param>
/// <param name="WeekendReadyBy">Deadline at weekends.</param>
/// <param name="MinimumTarget">Level wanted at the deadline, percent.</param>
/// <param name="Reserve">Level that is charged at once, percent.</param>
public sealed record DriverWish(int WeekdayReadyBy, int WeekendReadyBy, int MinimumTarget, int Reserve);
