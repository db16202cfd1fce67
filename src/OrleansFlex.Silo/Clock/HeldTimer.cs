namespace OrleansFlex.Silo.Clock;

/// <summary>A timer on a held clock.</summary>
internal sealed class HeldTimer(HeldTimers timers, TimerCallback callback, object? state, long number) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Tells timers that fall due at the same instant apart: those made earlier fire first.</summary>
    public long Number { get; } = number;

    /// <summary>When it fires next, ticks; guarded by the lock of <see cref="HeldTimers"/>.</summary>
    public long DueTicks { get; set; }

    /// <summary>Distance of repetitions, ticks; 0 for none.</summary>
    public long PeriodTicks { get; set; }

    /// <summary>It waits for its instant.</summary>
    public bool IsArmed { get; set; }

    /// <summary>It will never fire again.</summary>
    public bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period) => timers.Arm(this, dueTime, period);

    public void Dispose() => timers.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the callback in the context in which the timer was made, as system timers do.</summary>
    public void Fire()
    {
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, static timer => ((HeldTimer)timer!).Call(), this);
    }

    private void Call() => callback(state);
}
