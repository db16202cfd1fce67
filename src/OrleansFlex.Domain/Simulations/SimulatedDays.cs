using NodaTime;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Simulations;

/// <summary>The local days that a simulation covers, whole and half-open.</summary>
/// <param name="FirstDay">The first day, counted from 1970-01-01.</param>
/// <param name="Count">How many days.</param>
/// <param name="FromMs">Start of the first day, Unix milliseconds.</param>
/// <param name="ToMs">End of the last day.</param>
public readonly record struct SimulatedDays(long FirstDay, int Count, long FromMs, long ToMs)
{
    private static readonly LocalDate s_epoch = new(1970, 1, 1);

    /// <summary>The days from one date to before another.</summary>
    public static SimulatedDays Of(LocalDate from, LocalDate to, DateTimeZone zone) => new(
        Period.DaysBetween(s_epoch, from), Period.DaysBetween(from, to), LocalDays.StartMs(from, zone), LocalDays.StartMs(to, zone));

    /// <summary>The date of a day.</summary>
    internal static LocalDate DateOf(long day) => s_epoch.PlusDays((int)day);
}
