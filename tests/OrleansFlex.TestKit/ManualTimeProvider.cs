namespace OrleansFlex.TestKit;

/// <summary>
/// A clock that stands still until it is advanced. Advancing fires everything that falls due, in order of time and then of arming, with
/// the clock standing at each due instant. Callbacks run on the advancing thread.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _armed = new(ManualTimer.ByDueTime);
    private readonly List<(long DueTicks, TaskCompletionSource Armed)> _awaited = [];
    private long _nowTicks = start.UtcTicks;
    private long _sequence;

    /// <summary>A clock that starts at 2026-01-05 00:00 UTC, a Monday.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The instant of the next timer; null when none is armed.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
                return _armed.Min is { } timer ? new DateTimeOffset(timer.DueTicks, TimeSpan.Zero) : null;
        }
    }

    /// <summary>Number of armed timers.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock)
                return _armed.Count;
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _nowTicks), TimeSpan.Zero);

    /// <inheritdoc />
    public override long GetTimestamp() => Volatile.Read(ref _nowTicks);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer is armed that is due at exactly this instant: for waiting until somebody waits for it.</summary>
    public Task WhenArmedAsync(DateTimeOffset due)
    {
        lock (_lock)
        {
            if (_armed.Any(timer => timer.DueTicks == due.UtcTicks))
                return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((due.UtcTicks, armed));
            return armed.Task;
        }
    }

    /// <summary>Moves the clock and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock to an instant, not before now, and fires what falls due on the way.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
        while (TakeDue(instant.UtcTicks) is { } timer)
            timer.Fire();
        Volatile.Write(ref _nowTicks, instant.UtcTicks);
    }

    /// <summary>
    /// Moves the clock and after every instant at which something fell due awaits <paramref name="settle"/>, so that timers which that work
    /// arms fire in their turn.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan by, Func<Task> settle)
    {
        var end = GetUtcNow() + by;
        await settle();
        while (NextDue is { } due && due <= end)
        {
            AdvanceTo(due > GetUtcNow() ? due : GetUtcNow());
            await settle();
        }
        AdvanceTo(end);
        await settle();
    }

    private ManualTimer? TakeDue(long untilTicks)
    {
        lock (_lock)
        {
            if (_armed.Min is not { } timer || timer.DueTicks > untilTicks)
                return null;
            _armed.Remove(timer);
            if (timer.DueTicks > _nowTicks)
                Volatile.Write(ref _nowTicks, timer.DueTicks);
            if (timer.PeriodTicks > 0)
                ArmLocked(timer, timer.DueTicks + timer.PeriodTicks);
            return timer;
        }
    }

    private void ArmLocked(ManualTimer timer, long dueTicks)
    {
        timer.DueTicks = dueTicks;
        timer.Sequence = ++_sequence;
        _armed.Add(timer);
        for (var i = _awaited.Count - 1; i >= 0; i--)
        {
            if (_awaited[i].DueTicks != dueTicks)
                continue;
            _awaited[i].Armed.SetResult();
            _awaited.RemoveAt(i);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        internal static readonly IComparer<ManualTimer> ByDueTime = Comparer<ManualTimer>.Create((a, b) =>
            a.DueTicks.CompareTo(b.DueTicks) is var order and not 0 ? order : a.Sequence.CompareTo(b.Sequence));

        private bool _disposed;

        internal long DueTicks { get; set; }

        internal long PeriodTicks { get; private set; }

        internal long Sequence { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Check(dueTime, nameof(dueTime));
            Check(period, nameof(period));
            lock (clock._lock)
            {
                if (_disposed)
                    return false;
                clock._armed.Remove(this);
                // A period of zero means one tick, as in the system's timers.
                PeriodTicks = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    clock.ArmLocked(this, clock._nowTicks + dueTime.Ticks);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => callback(state);

        private static void Check(TimeSpan span, string name)
        {
            if (span != Timeout.InfiniteTimeSpan)
                ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, name);
        }
    }
}
