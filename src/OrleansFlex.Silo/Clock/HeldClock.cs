using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Clock;

/// <summary>
/// A domain clock that stands still between advances. An advance goes from due instant to due instant: it fires what is due there, waits
/// until everything is quiet, and only then moves on. The position is stored before it moves, so a restart never finds a clock that is
/// behind what was written under it; a crash in the middle of an advance resumes at the advance's end.
/// </summary>
internal sealed class HeldClock : DomainClock, IDisposable
{
    // A timer that arms itself for the same instant over and over would hold an advance for ever.
    private const int MaxRoundsPerInstant = 100_000;

    private readonly IClockPosition _position;
    private readonly Func<CancellationToken, Task> _whenQuiet;
    private readonly Func<CancellationToken, Task>? _afterAdvance;
    private readonly HeldTimers _timers;
    private readonly SemaphoreSlim _turn = new(1);
    private long _nowTicks;
    private long _queued;
    private long _fired;

    /// <summary>A clock that stands at <paramref name="start"/>.</summary>
    /// <param name="start">Where it stands.</param>
    /// <param name="position">Where it is stored.</param>
    /// <param name="whenQuiet">Completes when the work that timers caused is done.</param>
    /// <param name="afterAdvance">Runs at the end of each advance, before whoever asked for it is answered.</param>
    public HeldClock(
        DateTimeOffset start, IClockPosition position, Func<CancellationToken, Task> whenQuiet, Func<CancellationToken, Task>? afterAdvance = null)
    {
        _nowTicks = start.UtcTicks;
        _position = position;
        _whenQuiet = whenQuiet;
        _afterAdvance = afterAdvance;
        _timers = new HeldTimers(GetTimestamp) { OnDueNow = FireAtOnce };
    }

    public override string Mode => "held";

    public override double Speed => 0;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _nowTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _timers.Create(callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public override Task AdvanceToAsync(DateTimeOffset instant, CancellationToken cancellation) =>
        InTurnAsync(_ => instant.UtcTicks, cancellation);

    public override Task AdvanceAsync(TimeSpan span, CancellationToken cancellation) =>
        InTurnAsync(now => now + span.Ticks, cancellation);

    public void Dispose() => _turn.Dispose();

    private async Task InTurnAsync(Func<long, long> target, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var ticks = target(GetTimestamp());
            if (ticks < GetTimestamp())
                throw new ClockAdvanceException($"The clock stands at {GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} and moves forward only.", isMode: false);
            if (ticks >= Rfc3339.Latest.Ticks)
                throw new ClockAdvanceException("The clock cannot go beyond the year 2199.", isMode: false);
            await MoveAsync(ticks, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task MoveAsync(long target, CancellationToken cancellation)
    {
        await _position.SaveAsync(new DateTimeOffset(target, TimeSpan.Zero), cancellation);
        await SettleAsync(cancellation);
        var rounds = 0;
        while (_timers.NextDue() is { } due && due <= target)
        {
            var now = GetTimestamp();
            rounds = due > now ? 0 : rounds + 1;
            if (rounds > MaxRoundsPerInstant)
                throw new InvalidOperationException($"Timers fire without end at {GetUtcNow():O}.");
            Interlocked.Exchange(ref _nowTicks, Math.Max(now, due));
            await FireDueAsync(cancellation);
        }
        Interlocked.Exchange(ref _nowTicks, target);
        await SettleAsync(cancellation);
        if (_afterAdvance is null)
            return;
        await _afterAdvance(cancellation);
        await SettleAsync(cancellation);
    }

    private async Task FireDueAsync(CancellationToken cancellation)
    {
        var due = _timers.TakeDue(GetTimestamp());
        await Task.Run(() =>
        {
            foreach (var timer in due)
                timer.Fire();
        }, CancellationToken.None);
        await SettleAsync(cancellation);
    }

    // Quiet counts only if no timer that was armed for now fired, or is still to fire, behind the question's back.
    private async Task SettleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var fired = Interlocked.Read(ref _fired);
            await _whenQuiet(cancellation);
            if (Interlocked.Read(ref _fired) == fired && Interlocked.Read(ref _queued) == fired)
                return;
            await Task.Yield();
        }
    }

    // A timer that is armed for now fires at once, as on a running clock; whoever armed it may be waiting for it.
    private void FireAtOnce()
    {
        Interlocked.Increment(ref _queued);
        ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.FireDueNow(), this, preferLocal: false);
    }

    private void FireDueNow()
    {
        try
        {
            foreach (var timer in _timers.TakeDue(GetTimestamp()))
                timer.Fire();
        }
        finally
        {
            Interlocked.Increment(ref _fired);
        }
    }
}
