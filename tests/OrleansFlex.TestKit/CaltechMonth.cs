using System.Globalization;
using NodaTime;
using OrleansFlex.Domain.Simulations;

namespace OrleansFlex.TestKit;

/// <summary>
/// The charging sessions of a month at a work place, and how they are laid over other months. Lee, Li and Low, "ACN-Data: Analysis and
/// Applications of an Open EV Charging Dataset", e-Energy 2019.
/// </summary>
/// <remarks>
/// Each month gets all sessions once, moved by whole weeks so that 1 March 2019, a Friday, falls on the month's first Friday: weekday and
/// local time of each arrival and departure stay. The last sessions of a month reach into the next by up to two weeks, which is no
/// matter, since sessions do not depend on each other.
/// </remarks>
public static class CaltechMonth
{
    private static readonly DateTimeZone s_there = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
    private static readonly LocalDate s_first = new(2019, 3, 1);

    /// <summary>The sessions over months.</summary>
    /// <param name="file">Where the sessions are.</param>
    /// <param name="first">The first month.</param>
    /// <param name="months">How many months.</param>
    /// <param name="zone">The time zone in which local times are kept.</param>
    /// <param name="endMs">Sessions that end after it are left out, Unix milliseconds.</param>
    public static IReadOnlyList<SimulatedSession> OnMonths(string file, YearMonth first, int months, DateTimeZone zone, long endMs)
    {
        var sessions = new List<SimulatedSession>();
        var read = Read(file);
        for (var i = 0; i < months; i++)
        {
            var month = first.OnDayOfMonth(1).PlusMonths(i);
            var friday = month.DayOfWeek == IsoDayOfWeek.Friday ? month : month.Next(IsoDayOfWeek.Friday);
            var move = Period.FromDays(Period.DaysBetween(s_first, friday));
            foreach (var (arrival, departure, kwh, kw) in read)
            {
                var session = new SimulatedSession(Ms(arrival + move, zone), Ms(departure + move, zone), kwh, kw);
                if (session.DepartMs <= endMs)
                    sessions.Add(session);
            }
        }

        return sessions;
    }

    // The indices count five minutes of elapsed time, as the time stamps in the ids show: local time gains an hour on 10 March.
    private static IReadOnlyList<(LocalDateTime Arrival, LocalDateTime Departure, double Kwh, double Kw)> Read(string file)
    {
        var start = s_there.AtStartOfDay(s_first).ToInstant();
        return
        [
            .. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(
                row => (Local(row[0]), Local(row[1]), double.Parse(row[3], CultureInfo.InvariantCulture), double.Parse(row[5], CultureInfo.InvariantCulture))),
        ];

        LocalDateTime Local(string index) =>
            (start + Duration.FromMinutes(5 * long.Parse(index, CultureInfo.InvariantCulture))).InZone(s_there).LocalDateTime;
    }

    private static long Ms(LocalDateTime local, DateTimeZone zone) => zone.AtLeniently(local).ToInstant().ToUnixTimeMilliseconds();
}
