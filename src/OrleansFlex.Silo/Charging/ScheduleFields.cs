using OrleansFlex.Domain.Schedules;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Charging;

/// <summary>Reads weekly schedules from requests.</summary>
internal static class ScheduleFields
{
    /// <summary>A schedule with all of its days.</summary>
    public static WeeklySchedule Read(JsonFields schedule) => WeeklySchedule.FromDays([.. WeeklySchedule.DayNames.Select(name =>
    {
        var day = schedule.Object(name);
        return new DaySchedule(Minutes(day.TimeOfDay("deadline")), day.Number("minimumChargeTarget", 0, 100));
    })]);

    /// <summary>Changes to some of the days.</summary>
    public static WeeklySchedulePatch ReadPatch(JsonFields schedule)
    {
        schedule.RefuseNull([.. WeeklySchedule.DayNames]);
        var days = WeeklySchedule.DayNames.Select(name => schedule.OptionalObject(name) is { } day
            ? new DaySchedulePatch(Minutes(day.TimeOfDay("deadline")), day.Number("minimumChargeTarget", 0, 100))
            : null).ToArray();
        return new WeeklySchedulePatch(days[0], days[1], days[2], days[3], days[4], days[5], days[6]);
    }

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
