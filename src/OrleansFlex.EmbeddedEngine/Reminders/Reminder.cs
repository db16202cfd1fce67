using Orleans;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

internal sealed record Reminder(ReminderRow Row) : IGrainReminder
{
    public string ReminderName => Row.Name;
}

internal static class ReminderTimes
{
    // The first instant of the row's rhythm that is after the given one, Unix milliseconds.
    internal static long NextAfter(this ReminderRow row, long nowMs) => nowMs < row.StartAtMs
        ? row.StartAtMs
        : row.StartAtMs + (((nowMs - row.StartAtMs) / row.PeriodMs) + 1) * row.PeriodMs;
}

internal sealed class ReminderTick(string name, TickStatus status) : GrainVoidRequest(s_method)
{
    private static readonly GrainMethod s_method =
        new(typeof(IRemindable), nameof(IRemindable.ReceiveReminder), [typeof(string), typeof(TickStatus)], CallOptions.OneWay, -1);

    public override Task Invoke(object grain) => ((IRemindable)grain).ReceiveReminder(name, status);
}
