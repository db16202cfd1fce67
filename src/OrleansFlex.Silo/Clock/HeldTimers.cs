namespace OrleansFlex.Silo.Clock;

/// <summary>The timers of a held clock in the order in which they fall due. Thread-safe.</summary>
internal sealed class HeldTimers(Func<long> nowTicks)
{
    private readonly Lock _lock = new();
    private readonly SortedSet<HeldTimer> _armed = new(ByDue.Instance);
    private long _made;

    /// <summary>Makes a timer; it is not armed yet.</summary>
    public HeldTimer Create(TimerCallback callback, object? state) => new(this, callback, state, Interlocked.Increment(ref _made));

    /// <summary>Called when a timer is armed for now or earlier, outside any lock.</summary>
    public Action? OnDueNow { get; set; }

    /// <summary>Sets a timer, with the checks of <see cref="System.Threading.Timer"/>.</summary>
    public bool Arm(HeldTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            if (timer.IsDisposed)
                return false;
            Disarm(timer);
            if (dueTime >= TimeSpan.Zero)
            {
                timer.PeriodTicks = period > TimeSpan.Zero ? period.Ticks : 0;
                Enqueue(timer, nowTicks() + Math.Min(dueTime.Ticks, DateTimeOffset.MaxValue.Ticks - nowTicks()));
            }
        }
        if (dueTime == TimeSpan.Zero)
            OnDueNow?.Invoke();
        return true;
    }

    /// <summary>Ends a timer.</summary>
    public void Remove(HeldTimer timer)
    {
        lock (_lock)
        {
            Disarm(timer);
            timer.IsDisposed = true;
        }
    }

    /// <summary>The next instant at which something fires, ticks, or null.</summary>
    public long? NextDue()
    {
        lock (_lock)
            return _armed.Min?.DueTicks;
    }

    /// <summary>Takes the timers that are due at an instant, in their order, and sets periodic ones for their next time.</summary>
    public IReadOnlyList<HeldTimer> TakeDue(long ticks)
    {
        var due = new List<HeldTimer>();
        lock (_lock)
        {
            while (_armed.Min is { } first && first.DueTicks <= ticks)
            {
                Disarm(first);
                due.Add(first);
            }
            foreach (var timer in due.Where(timer => timer.PeriodTicks > 0))
                Enqueue(timer, Math.Max(timer.DueTicks + timer.PeriodTicks, ticks + 1));
        }
        return due;
    }

    private void Enqueue(HeldTimer timer, long due)
    {
        timer.DueTicks = due;
        timer.IsArmed = true;
        _armed.Add(timer);
    }

    private void Disarm(HeldTimer timer)
    {
        if (timer.IsArmed)
            _armed.Remove(timer);
        timer.IsArmed = false;
    }

    private sealed class ByDue : IComparer<HeldTimer>
    {
        public static readonly ByDue Instance = new();

        public int Compare(HeldTimer? x, HeldTimer? y) =>
            x!.DueTicks.CompareTo(y!.DueTicks) is var order && order != 0 ? order : x.Number.CompareTo(y.Number);
    }
}
