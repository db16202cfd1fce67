using System.Collections.Immutable;

namespace OrleansFlex.Domain.Schedules;

/// <summary>The ranges that a policy's battery reserve and weekly targets must keep, by the vehicle's vendor.</summary>
public static class ChargingPreferences
{
    /// <summary>The vendor whose cars always charge to 50 % on plug-in.</summary>
    public const string Mercedes = "MERCEDES";

    private const double MercedesReserve = 50;
    private const double MaximumReserve = 20;

    /// <summary>
    /// Checks a whole policy, after a patch has been merged. Mercedes: the reserve is 50 and targets are 50 to 100.
    /// Others: the reserve is 0 to 20 and targets run from the reserve to 100.
    /// </summary>
    /// <returns>The schedule, or <c>vehicle_policy.invalid</c> with every issue.</returns>
    public static Decision<WeeklySchedule> Check(string vendor, double batteryReserve, WeeklySchedule schedule)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        var isMercedes = string.Equals(vendor, Mercedes, StringComparison.OrdinalIgnoreCase);
        if (ReserveFault(isMercedes, batteryReserve) is { } fault)
            issues.Add(new ValidationIssue("batteryReserve", fault));
        var lowest = isMercedes ? MercedesReserve : batteryReserve is >= 0 and <= MaximumReserve ? batteryReserve : 0;
        var days = schedule.Days;
        for (var i = 0; i < days.Count; i++)
        {
            var path = $"schedule.{WeeklySchedule.DayNames[i]}";
            if (days[i].DeadlineMinutes is < 0 or > DaySchedule.MaximumDeadlineMinutes)
                issues.Add(new ValidationIssue($"{path}.deadline", "must be a local time HH:mm from 00:00 to 23:59"));
            if (!(days[i].MinimumChargeTarget >= lowest && days[i].MinimumChargeTarget <= 100))
                issues.Add(new ValidationIssue($"{path}.minimumChargeTarget", FormattableString.Invariant($"must be from {lowest} to 100")));
        }
        return issues.Count == 0 ? schedule : new InvalidInput("vehicle_policy.invalid", issues.ToImmutable());
    }

    private static string? ReserveFault(bool isMercedes, double reserve)
    {
        if (isMercedes)
            return reserve == MercedesReserve ? null : "must be 50 for Mercedes-Benz vehicles";
        return reserve is >= 0 and <= MaximumReserve ? null : "must be from 0 to 20";
    }
}
