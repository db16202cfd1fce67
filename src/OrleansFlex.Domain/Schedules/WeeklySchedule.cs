using NodaTime;

namespace OrleansFlex.Domain.Schedules;

/// <summary>A driver's week in the local time of the location: one deadline and one target per day.</summary>
public sealed record WeeklySchedule(
    DaySchedule Monday,
    DaySchedule Tuesday,
    DaySchedule Wednesday,
    DaySchedule Thursday,
    DaySchedule Friday,
    DaySchedule Saturday,
    DaySchedule Sunday)
{
    /// <summary>The names of the days on the wire, Monday first.</summary>
    public static IReadOnlyList<string> DayNames { get; } = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The settings of a day of the week.</summary>
    public DaySchedule this[IsoDayOfWeek day] => day switch
    {
        IsoDayOfWeek.Monday => Monday,
        IsoDayOfWeek.Tuesday => Tuesday,
        IsoDayOfWeek.Wednesday => Wednesday,
        IsoDayOfWeek.Thursday => Thursday,
        IsoDayOfWeek.Friday => Friday,
        IsoDayOfWeek.Saturday => Saturday,
        IsoDayOfWeek.Sunday => Sunday,
        _ => throw new ArgumentOutOfRangeException(nameof(day)),
    };

    /// <summary>The days in order, Monday first.</summary>
    public IReadOnlyList<DaySchedule> Days => [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];

    /// <summary>The same settings every day.</summary>
    public static WeeklySchedule EveryDay(DaySchedule day) => new(day, day, day, day, day, day, day);

    /// <summary>From seven days, Monday first.</summary>
    /// <exception cref="ArgumentException">Not seven days.</exception>
    public static WeeklySchedule FromDays(IReadOnlyList<DaySchedule> days) => days.Count == 7
        ? new WeeklySchedule(days[0], days[1], days[2], days[3], days[4], days[5], days[6])
        : throw new ArgumentException("A week has seven days.", nameof(days));

    /// <summary>Applies a partial update: what the patch leaves out stays as it is.</summary>
    public WeeklySchedule Merge(WeeklySchedulePatch patch) => new(
        Merge(Monday, patch.Monday),
        Merge(Tuesday, patch.Tuesday),
        Merge(Wednesday, patch.Wednesday),
        Merge(Thursday, patch.Thursday),
        Merge(Friday, patch.Friday),
        Merge(Saturday, patch.Saturday),
        Merge(Sunday, patch.Sunday));

    private static DaySchedule Merge(DaySchedule day, DaySchedulePatch? patch) => patch is null
        ? day
        : new DaySchedule(patch.DeadlineMinutes ?? day.DeadlineMinutes, patch.MinimumChargeTarget ?? day.MinimumChargeTarget);
}
