using OrleansFlex.Domain.Simulations;

namespace OrleansFlex.Silo.Simulations;

/// <summary>A tenant's simulation in the memory of this silo. Safe for use by its worker and by readers at once.</summary>
internal sealed class SimulationJob
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();
    private FleetSimulation? _simulation;
    private double _toldProgress;

    public SimulationJob(string client, Guid id, long number, SimulationFrame frame, FleetSimulation simulation, DateTimeOffset now)
    {
        (Client, Id, Number, Frame, _simulation) = (client, id, number, frame, simulation);
        View = new SimulationView(SimulationState.Queued, 0, now);
    }

    /// <summary>The tenant.</summary>
    public string Client { get; }

    public Guid Id { get; }

    /// <summary>Its place in the order in which simulations were taken in.</summary>
    public long Number { get; }

    /// <summary>What it is about.</summary>
    public SimulationFrame Frame { get; }

    /// <summary>How it stands; replaced as a whole.</summary>
    public SimulationView View { get; private set; }

    /// <summary>Whether it has ended, one way or the other.</summary>
    public bool IsOver => View.EndedAt is not null;

    /// <summary>Completes when something worth telling has changed after it was asked for: the state, or progress by a hundredth.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    /// <summary>Goes on for so many stays; for the worker alone.</summary>
    public void Step(int places, DateTimeOffset now)
    {
        if (_simulation is not { } simulation || IsOver)
            return;
        if (View.State == SimulationState.Queued)
            Change(view => view with { State = SimulationState.Running, StartedAt = now });
        simulation.Step(places);
        if (simulation.IsDone)
        {
            var result = simulation.Result();
            End(view => view with { State = SimulationState.Done, Progress = 1, Result = result, EndedAt = now });
        }
        else if (simulation.Progress >= _toldProgress + 0.01)
        {
            _toldProgress = simulation.Progress;
            Change(view => view with { Progress = _toldProgress });
        }
    }

    /// <summary>Ends it at its next step; without effect where it is over. Whether it had an effect.</summary>
    public bool Cancel(DateTimeOffset now) => End(view => view with { State = SimulationState.Cancelled, EndedAt = now });

    /// <summary>Ends it with a fault.</summary>
    public void Fail(string error, DateTimeOffset now) => End(view => view with { State = SimulationState.Failed, Error = error, EndedAt = now });

    private bool End(Func<SimulationView, SimulationView> change)
    {
        if (!Change(change))
            return false;
        // Prices and fleet are large.
        _simulation = null;
        return true;
    }

    private bool Change(Func<SimulationView, SimulationView> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (IsOver)
                return false;
            View = change(View);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
        return true;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>How a simulation stands.</summary>
internal sealed record SimulationView(SimulationState State, double Progress, DateTimeOffset CreatedAt)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Error { get; init; }

    public SimulationResult? Result { get; init; }
}

/// <summary>What a simulation is about, as its body shows it.</summary>
internal sealed record SimulationFrame(NodaTime.LocalDate From, NodaTime.LocalDate To, string TimezoneName, string Currency);
