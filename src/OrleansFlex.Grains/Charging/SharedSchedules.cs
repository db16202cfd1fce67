using System.Collections.Concurrent;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Grains.Charging;

/// <summary>
/// Weekly schedules by content: many drivers wish the same, and a plan asks for the schedule several times, so equal ones are one object.
/// </summary>
internal static class SharedSchedules
{
    private const int Maximum = 20_000;
    private static readonly ConcurrentDictionary<Week, WeeklySchedule> Known = new();

    public static WeeklySchedule Of(int[] deadlines, double[] targets)
    {
        var week = new Week(deadlines, targets);
        if (Known.TryGetValue(week, out var schedule))
            return schedule;
        if (Known.Count >= Maximum)
            Known.Clear();
        return Known.GetOrAdd(week, static week =>
            WeeklySchedule.FromDays([.. week.Deadlines.Zip(week.Targets, (deadline, target) => new DaySchedule(deadline, target))]));
    }

    private readonly struct Week(int[] deadlines, double[] targets) : IEquatable<Week>
    {
        public int[] Deadlines { get; } = deadlines;

        public double[] Targets { get; } = targets;

        public bool Equals(Week other) =>
            Deadlines.AsSpan().SequenceEqual(other.Deadlines) && Targets.AsSpan().SequenceEqual(other.Targets);

        public override bool Equals(object? obj) => obj is Week other && Equals(other);

        public override int GetHashCode()
        {
            var hash = 17;
            foreach (var deadline in Deadlines)
                hash = (hash * 31) + deadline;
            foreach (var target in Targets)
                hash = (hash * 31) + (int)(target * 8);
            return hash;
        }
    }
}
