using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>A timer of one activation. A tick is a request to its own grain; the next tick is set when it has ended.</summary>
internal abstract class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    // Only while the callback runs.
    private CancellationTokenSource? _stopped;
    private int _running;
    private TimeSpan _period;
    private int _change;
    private bool _disposed;

    private protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _period = options.Period;
        Interleave = options.Interleave;
        KeepAlive = options.KeepAlive;
        Number = activation.Runtime.Timers.Number();
    }

    // Where it is in the queue, and by what it is ordered there; the queue's own, under its lock.
    internal long DueTicks { get; set; }

    internal long Number { get; }

    internal int Place { get; set; } = -1;

    internal GrainTimer? Next { get; set; }

    internal bool Interleave { get; }

    internal bool KeepAlive { get; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return;
        _change++;
        _period = period;
        Arm(dueTime);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _activation.Runtime.Timers.Remove(this);
        _activation.RemoveTimer(this);
        _stopped?.Cancel();
    }

    internal void Arm(TimeSpan dueTime) => _activation.Runtime.Timers.Arm(this, dueTime);

    private protected abstract Task Call(CancellationToken cancellation);

    internal void Fire()
    {
        if (!_disposed)
            _activation.Enqueue(new TimerTick(this));
    }

    internal async Task TickAsync()
    {
        if (_disposed)
            return;
        var change = _change;
        var stopped = _stopped ??= new CancellationTokenSource();
        _running++;
        try
        {
            await Call(stopped.Token);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            EngineLog.TickFailed(_activation.Runtime.Logger, _activation.GrainId, failure);
        }
        if (--_running == 0)
            _stopped = null;
        if (!_disposed && change == _change)
            Arm(_period);
    }
}

/// <summary>A timer whose callback is given a state, so that it needs no closure.</summary>
internal sealed class GrainTimer<TState>(Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    private protected override Task Call(CancellationToken cancellation) => callback(state, cancellation);
}

/// <summary>One tick on its way through the grain's gate.</summary>
internal sealed class TimerTick(GrainTimer timer) : GrainVoidRequest(s_method)
{
    private static readonly GrainMethod s_method = new(typeof(IGrainTimer), "Tick", [], CallOptions.OneWay, -1);

    internal override bool AlwaysInterleaves => timer.Interleave;

    internal override bool CountsAsUse => timer.KeepAlive;

    internal override bool IsFiltered => false;

    internal override bool IsForwarded => false;

    public override Task Invoke(object grain) => timer.TickAsync();
}
