namespace OrleansFlex.Benchmarks.Silo;

/// <summary>A program that follows the live view: while somebody listens, the silo renders and stores every event.</summary>
internal sealed class EventCounter
{
    private long _count;

    /// <summary>How many events have come.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Listens until it is told to stop.</summary>
    public async Task ListenAsync(SiloProcess silo, CancellationToken cancellation)
    {
        try
        {
            using var answer = await silo.Http.GetAsync("/flex/events", HttpCompletionOption.ResponseHeadersRead, cancellation);
            answer.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                if (line.StartsWith("id:", StringComparison.Ordinal))
                    Interlocked.Increment(ref _count);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
