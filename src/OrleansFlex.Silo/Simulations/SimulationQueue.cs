namespace OrleansFlex.Silo.Simulations;

/// <summary>
/// Whose turn it is: one tenant after another, each with its oldest simulation, so that a long one of one tenant does not keep others
/// waiting. For one worker.
/// </summary>
internal sealed class SimulationQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _turns = new();
    private readonly Dictionary<string, List<SimulationJob>> _jobs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _ready = new(0);

    /// <summary>Adds a simulation behind those of its tenant.</summary>
    public void Add(SimulationJob job)
    {
        lock (_lock)
        {
            if (_jobs.TryGetValue(job.Client, out var waiting))
            {
                waiting.Add(job);
                return;
            }

            _jobs[job.Client] = [job];
            _turns.Enqueue(job.Client);
        }

        _ready.Release();
    }

    /// <summary>Waits for a simulation that can go on; it is to be given back.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SimulationJob Take(CancellationToken cancellation)
    {
        _ready.Wait(cancellation);
        lock (_lock)
            return _jobs[_turns.Dequeue()][0];
    }

    /// <summary>Gives back what was taken: it goes on in a later turn, unless it is over.</summary>
    public void Return(SimulationJob job)
    {
        lock (_lock)
        {
            var waiting = _jobs[job.Client];
            // Those that were cancelled while they waited are not held until their turn.
            waiting.RemoveAll(static each => each.IsOver);
            if (waiting.Count == 0)
            {
                _jobs.Remove(job.Client);
                return;
            }

            _turns.Enqueue(job.Client);
        }

        _ready.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();
}
