namespace OrleansFlex.Silo.Clock;

/// <summary>Stands between a held clock and everything that reacts to it. It exists before the services it speaks to do.</summary>
public sealed class QuietGate
{
    private IQuiescence[] _sources = [];
    private IAdvanceListener[] _listeners = [];

    /// <summary>Names what to wait for, and what to tell when the clock has been moved.</summary>
    public void Watch(IEnumerable<IQuiescence> sources, IEnumerable<IAdvanceListener> listeners)
    {
        _sources = [.. sources];
        _listeners = [.. listeners];
    }

    /// <summary>Tells everything that wants to know that the clock stands at a new instant.</summary>
    public async Task AdvancedAsync(CancellationToken cancellation)
    {
        foreach (var listener in _listeners)
            await listener.AdvancedAsync(cancellation);
    }

    /// <summary>
    /// Completes when all sources are quiet together. They wake one another (a plan sends a command, the device answers with telemetry), so
    /// they are asked round by round until two rounds in a row found every one of them quiet at once.
    /// </summary>
    public async Task WhenQuietAsync(CancellationToken cancellation)
    {
        var rounds = _sources.Length > 1 ? 2 : 1;
        for (var quietRounds = 0; quietRounds < rounds; quietRounds++)
        {
            foreach (var source in _sources)
            {
                var quiet = source.WhenQuietAsync(cancellation);
                if (quiet.IsCompletedSuccessfully)
                    continue;
                quietRounds = -1;
                await quiet;
            }
        }
    }
}
