using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

internal sealed partial class Activation
{
    internal GrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (_state >= ActivationState.Ending)
            throw new InvalidOperationException($"{GrainId} is ending: it can have no more timers.");
        var timer = new GrainTimer(this, callback, options);
        var timers = Extras.Timers ??= [];
        lock (timers)
            timers.Add(timer);
        return timer;
    }

    internal void RemoveTimer(GrainTimer timer)
    {
        if (_extras?.Timers is { } timers)
            lock (timers)
                timers.Remove(timer);
    }

    private void StopTimers()
    {
        if (_extras?.Timers is not { } timers)
            return;
        foreach (var timer in timers.ToArray())
            timer.Dispose();
    }
}
