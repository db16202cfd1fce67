using Orleans;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Sends reminders when they fall due on the domain clock. What fell due while the process was down is sent at once after start.</summary>
internal sealed class ReminderService(GridRuntime runtime, IReminderStore store) : IDisposable
{
    // Longer timers are set in steps.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string GrainId, string Name), Reminder> _reminders = [];
    private readonly PriorityQueue<Reminder, long> _due = new();
    private ITimer? _timer;

    internal int Count => _reminders.Count;

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        var rows = await store.ReadAllAsync(cancellationToken);
        _timer = runtime.Clock.CreateTimer(static state => ((ReminderService)state!).SendDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            var now = runtime.NowMs;
            foreach (var row in rows)
                Schedule(row, Math.Max(row.StartAtMs, now));
            Arm();
        }
    }

    internal void Stop()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _reminders.Clear();
            _due.Clear();
        }
    }

    internal async Task<IGrainReminder> UpsertAsync(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < runtime.Options.MinimumReminderPeriod)
            throw new ArgumentException($"A reminder's period cannot be less than {runtime.Options.MinimumReminderPeriod}.", nameof(period));
        var row = new ReminderRow(grainId.ToString(), name, runtime.NowMs + (long)dueTime.TotalMilliseconds, (long)period.TotalMilliseconds);
        await store.UpsertAsync(row, CancellationToken.None);
        lock (_lock)
        {
            var reminder = Schedule(row, row.StartAtMs);
            Arm();
            return reminder;
        }
    }

    internal async Task DeleteAsync(GrainId grainId, IGrainReminder reminder)
    {
        var key = (grainId.ToString(), reminder.ReminderName);
        await store.DeleteAsync(key.Item1, key.ReminderName, CancellationToken.None);
        lock (_lock)
            _reminders.Remove(key);
    }

    internal IGrainReminder? Find(GrainId grainId, string name)
    {
        lock (_lock)
            return _reminders.GetValueOrDefault((grainId.ToString(), name));
    }

    internal List<IGrainReminder> FindAll(GrainId grainId)
    {
        var id = grainId.ToString();
        lock (_lock)
            return [.. _reminders.Values.Where(r => r.Row.GrainId == id)];
    }

    public void Dispose() => _timer?.Dispose();

    private Reminder Schedule(ReminderRow row, long atMs)
    {
        var reminder = new Reminder(row);
        // A replaced one stays in the queue until its time and is then passed over.
        _reminders[(row.GrainId, row.Name)] = reminder;
        _due.Enqueue(reminder, atMs);
        return reminder;
    }

    private void Arm()
    {
        if (!_due.TryPeek(out _, out var atMs))
            return;
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, atMs - runtime.NowMs));
        _timer?.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void SendDue()
    {
        lock (_lock)
        {
            var now = runtime.NowMs;
            while (_due.TryPeek(out var reminder, out var atMs) && atMs <= now)
            {
                _due.Dequeue();
                if (!ReferenceEquals(_reminders.GetValueOrDefault((reminder.Row.GrainId, reminder.Row.Name)), reminder))
                    continue;
                _due.Enqueue(reminder, reminder.Row.NextAfter(now));
                Send(reminder.Row, now);
            }
            Arm();
        }
    }

    private void Send(ReminderRow row, long nowMs)
    {
        if (!GrainId.TryParse(row.GrainId, out var id) || runtime.FindClass(id.Type.ToString()) is not { } grainClass)
        {
            EngineLog.ReminderFailed(runtime.Logger, row.GrainId, row.Name, new ArgumentException("There is no such grain class."));
            return;
        }
        var status = new TickStatus(
            DateTimeOffset.FromUnixTimeMilliseconds(row.StartAtMs).UtcDateTime,
            TimeSpan.FromMilliseconds(row.PeriodMs),
            DateTimeOffset.FromUnixTimeMilliseconds(nowMs).UtcDateTime);
        runtime.Metrics.Reminded();
        grainClass.Dispatch(id.Key.ToString(), new ReminderTick(row.Name, status));
    }
}
