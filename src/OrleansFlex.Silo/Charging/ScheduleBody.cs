using OrleansFlex.Domain.Schedules;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Charging;

/// <summary>A weekly schedule on the wire.</summary>
public sealed record ScheduleBody(
    DayBody Monday, DayBody Tuesday, DayBody Wednesday, DayBody Thursday, DayBody Friday, DayBody Saturday, DayBody Sunday)
{
    public static ScheduleBody Of(WeeklySchedule schedule) => new(
        DayBody.Of(schedule.Monday), DayBody.Of(schedule.Tuesday), DayBody.Of(schedule.Wednesday), DayBody.Of(schedule.Thursday),
        DayBody.Of(schedule.Friday), DayBody.Of(schedule.Saturday), DayBody.Of(schedule.Sunday));

    internal static WeeklySchedule Read(JsonFields schedule) => WeeklySchedule.FromDays([.. WeeklySchedule.DayNames.Select(name =>
    {
        var day = schedule.Object(name);
        return new DaySchedule(Minutes(day.TimeOfDay("deadline")), day.Number("minimumChargeTarget", 0, 100));
    })]);

    internal static WeeklySchedulePatch ReadPatch(JsonFields schedule)
    {
        var days = WeeklySchedule.DayNames.Select(name => schedule.OptionalObject(name) is { } day
            ? new DaySchedulePatch(Minutes(day.TimeOfDay("deadline")), day.Number("minimumChargeTarget", 0, 100))
            : null).ToArray();
        return new WeeklySchedulePatch(days[0], days[1], days[2], days[3], days[4], days[5], days[6]);
    }

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

/// <summary>The settings of a day on the wire.</summary>
public sealed record DayBody(string Deadline, double MinimumChargeTarget)
{
    public static DayBody Of(DaySchedule day) => new(day.Deadline, day.MinimumChargeTarget);
}
