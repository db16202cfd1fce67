using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

internal sealed partial class Activation
{
    internal GrainTimer AddTimer<TState>(Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        if (_state >= ActivationState.Ending)
            throw new InvalidOperationException($"{GrainId} is ending: it can have no more timers.");
        var timer = new GrainTimer<TState>(this, callback, state, options);
        var extras = Extras;
        lock (extras)
            (timer.Next, extras.Timers) = (extras.Timers, timer);
        timer.Arm(options.DueTime);
        return timer;
    }

    internal void RemoveTimer(GrainTimer timer)
    {
        if (_extras is not { } extras)
            return;
        lock (extras)
        {
            if (ReferenceEquals(extras.Timers, timer))
            {
                extras.Timers = timer.Next;
                return;
            }

            for (var before = extras.Timers; before is not null; before = before.Next)
            {
                if (ReferenceEquals(before.Next, timer))
                    before.Next = timer.Next;
            }
        }
    }

    private void StopTimers()
    {
        // Each leaves the list as it is disposed, and its own link stays as it was.
        for (var timer = _extras?.Timers; timer is not null; timer = timer.Next)
            timer.Dispose();
    }
}
