namespace OrleansFlex.Domain.Schedules;

/// <summary>A partial update of a week. Days that are null stay as they are.</summary>
public sealed record WeeklySchedulePatch(
    DaySchedulePatch? Monday = null,
    DaySchedulePatch? Tuesday = null,
    DaySchedulePatch? Wednesday = null,
    DaySchedulePatch? Thursday = null,
    DaySchedulePatch? Friday = null,
    DaySchedulePatch? Saturday = null,
    DaySchedulePatch? Sunday = null);

/// <summary>A partial update of a day. Members that are null stay as they are.</summary>
/// <param name="DeadlineMinutes">New deadline, in minutes after 00:00 local time.</param>
/// <param name="MinimumChargeTarget">New target, in percent.</param>
public sealed record DaySchedulePatch(int? DeadlineMinutes = null, double? MinimumChargeTarget = null);
