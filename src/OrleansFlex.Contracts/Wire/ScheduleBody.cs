using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Contracts.Wire;

/// <summary>A weekly schedule on the wire.</summary>
public sealed record ScheduleBody(
    DayBody Monday, DayBody Tuesday, DayBody Wednesday, DayBody Thursday, DayBody Friday, DayBody Saturday, DayBody Sunday)
{
    /// <summary>A schedule as it is shown.</summary>
    public static ScheduleBody Of(WeeklySchedule schedule) => new(
        DayBody.Of(schedule.Monday), DayBody.Of(schedule.Tuesday), DayBody.Of(schedule.Wednesday), DayBody.Of(schedule.Thursday),
        DayBody.Of(schedule.Friday), DayBody.Of(schedule.Saturday), DayBody.Of(schedule.Sunday));
}

/// <summary>The settings of a day on the wire.</summary>
public sealed record DayBody(string Deadline, double MinimumChargeTarget)
{
    /// <summary>A day as it is shown.</summary>
    public static DayBody Of(DaySchedule day) => new(day.Deadline, day.MinimumChargeTarget);
}
