using System.Diagnostics.CodeAnalysis;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Simulations;

/// <summary>The simulations of all tenants on this silo. They end with it, and are forgotten some time after they are over.</summary>
internal sealed class SimulationJobs(SimulationQueue queue, RealTime real)
{
    /// <summary>Simulations of one tenant that wait or run.</summary>
    public const int MaxUnfinishedPerClient = 5;

    /// <summary>Simulations of all tenants that wait or run.</summary>
    public const int MaxUnfinished = 50;

    /// <summary>Simulations of one tenant that are kept, those that wait or run included; the oldest that are over go first.</summary>
    public const int MaxPerClient = 50;

    /// <summary>How long one is kept after it is over, in real time.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly List<SimulationJob> _jobs = [];
    private long _number;

    private DateTimeOffset Now => real.Provider.GetUtcNow();

    /// <summary>Takes a simulation in, which will run when its turn comes.</summary>
    public Admission Add(string client, SimulationFrame frame, FleetSimulation simulation, out SimulationJob? job)
    {
        lock (_lock)
        {
            Forget();
            job = null;
            if (_jobs.Count(each => each.Client == client && !each.IsOver) >= MaxUnfinishedPerClient)
                return Admission.TooManyOfClient;
            if (_jobs.Count(each => !each.IsOver) >= MaxUnfinished)
                return Admission.TooMany;
            var now = Now;
            job = new SimulationJob(client, Guid.CreateVersion7(now), ++_number, frame, simulation, now);
            _jobs.Add(job);
            if (_jobs.Count(each => each.Client == client) > MaxPerClient && _jobs.Find(each => each.Client == client && each.IsOver) is { } oldest)
                _jobs.Remove(oldest);
        }

        queue.Add(job);
        return Admission.Taken;
    }

    /// <summary>A tenant's simulation.</summary>
    public bool TryFind(string client, Guid id, [NotNullWhen(true)] out SimulationJob? job)
    {
        lock (_lock)
        {
            Forget();
            job = _jobs.Find(each => each.Id == id && each.Client == client);
            return job is not null;
        }
    }

    /// <summary>A tenant's simulations, newest first.</summary>
    public IReadOnlyList<SimulationJob> Of(string client)
    {
        lock (_lock)
        {
            Forget();
            return [.. _jobs.Where(each => each.Client == client).Reverse()];
        }
    }

    /// <summary>Cancels one that is not over, and forgets one that is.</summary>
    public void Delete(SimulationJob job)
    {
        if (job.Cancel(Now))
            return;
        lock (_lock)
            _jobs.Remove(job);
    }

    private void Forget()
    {
        var before = Now - Kept;
        _jobs.RemoveAll(job => job.View.EndedAt <= before);
    }

    /// <summary>Whether there was room.</summary>
    internal enum Admission
    {
        /// <summary>Taken in.</summary>
        Taken,

        /// <summary>The tenant has too many that are not over.</summary>
        TooManyOfClient,

        /// <summary>All tenants together have.</summary>
        TooMany,
    }
}
