namespace OrleansFlex.Silo.Clock;

/// <summary>Waits for everything that reacts to timers. It exists before the services it waits for do.</summary>
public sealed class QuietGate
{
    private IQuiescence[] _sources = [];

    /// <summary>Names what to wait for.</summary>
    public void Watch(IEnumerable<IQuiescence> sources) => _sources = [.. sources];

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
