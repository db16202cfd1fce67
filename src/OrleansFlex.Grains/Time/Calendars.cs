using OrleansFlex.Domain.Schedules;
using System.Collections.Concurrent;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Grains.Time;

/// <summary>Local calendars by time zone, shared: they remember offsets, and there are few zones.</summary>
internal static class Calendars
{
    private static readonly ConcurrentDictionary<string, LocalCalendar> Known = new(StringComparer.Ordinal);

    public static LocalCalendar Of(string timezoneName) => Known.GetOrAdd(timezoneName, LocalCalendar.Of);
}
