using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>A timer of one activation. A tick is a request to its own grain; the next tick is set when it has ended.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    // Only while the callback runs.
    private CancellationTokenSource? _stopped;
    private int _running;
    private readonly ITimer _timer;
    private TimeSpan _period;
    private int _change;
    private bool _disposed;

    internal GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _period = options.Period;
        Interleave = options.Interleave;
        KeepAlive = options.KeepAlive;
        // Armed after construction, so that a tick that is due at once finds the field set.
        _timer = activation.Runtime.Clock.CreateTimer(static state => ((GrainTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    internal GrainTimer? Next { get; set; }

    internal bool Interleave { get; }

    internal bool KeepAlive { get; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return;
        _change++;
        _period = period;
        _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _timer.Dispose();
        _activation.RemoveTimer(this);
        _stopped?.Cancel();
    }

    private void Fire()
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
            await _callback(stopped.Token);
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
            _timer.Change(_period, Timeout.InfiniteTimeSpan);
    }
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
