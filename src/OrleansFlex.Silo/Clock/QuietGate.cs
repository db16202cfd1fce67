namespace OrleansFlex.Silo.Clock;

/// <summary>Waits for everything that reacts to timers. It exists before the services it waits for do.</summary>
public sealed class QuietGate
{
    private IQuiescence[] _sources = [];

    /// <summary>Names what to wait for.</summary>
    public void Watch(IEnumerable<IQuiescence> sources) => _sources = [.. sources];

    /// <summary>
    /// Completes when all sources are quiet. With several, a second round makes sure that none was woken by the last work of another.
    /// </summary>
    public async Task WhenQuietAsync(CancellationToken cancellation)
    {
        for (var round = 0; round < Math.Min(_sources.Length, 2); round++)
        {
            foreach (var source in _sources)
                await source.WhenQuietAsync(cancellation);
        }
    }
}
