namespace OrleansFlex.Silo.Sandbox;

/// <content>How busy the simulation is: whether it keeps up with the clock.</content>
internal sealed partial class SandboxFleet
{
    private long _reports;
    private long _commands;
    private long _workingOnMs = long.MaxValue;

    /// <summary>What the fleet has done and how far it is behind the clock.</summary>
    public LoadBody Load()
    {
        long oldestMs;
        int homes;
        lock (_gate)
        {
            homes = _homes.Count;
            oldestMs = Math.Min(_workingOnMs, _due.TryPeek(out _, out var dueMs) ? dueMs : long.MaxValue);
        }

        return new LoadBody(homes, Interlocked.Read(ref _reports), Interlocked.Read(ref _commands), Math.Max(0, NowMs - oldestMs) / 1000.0);
    }
}

/// <summary>How busy the simulation is, on the wire.</summary>
/// <param name="Households">How many are simulated.</param>
/// <param name="Reports">Items of telemetry sent since the start.</param>
/// <param name="Commands">Commands received since the start.</param>
/// <param name="LagSeconds">How old the oldest thing is that has fallen due and is not done, seconds of the domain clock.</param>
internal sealed record LoadBody(int Households, long Reports, long Commands, double LagSeconds);
