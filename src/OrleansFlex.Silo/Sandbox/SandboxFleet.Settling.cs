using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Sandbox;

/// <content>
/// How batches become known to the grid. A batch is stored first, as one that is not settled. Whatever cuts the settling off, the
/// silo's next start settles the batch to its end; all ids follow from the batch, so what is there already is only completed.
/// </content>
internal sealed partial class SandboxFleet
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _resuming = Task.CompletedTask;

    /// <summary>Completes when every batch that an earlier run left half settled is settled, or the silo stops.</summary>
    public Task WhenSettled => _resuming;

    /// <summary>Adds a batch of households: stored first, then made known to the grid.</summary>
    public async Task<SandboxBatch> AddAsync(SandboxBatch asked, IProgress<int>? progress, CancellationToken cancellation)
    {
        var batch = await store.AddAsync(asked with { StartMs = NowMs }, cancellation);
        var homes = Build(batch);
        // A policy may command its car before the last household is there.
        Register(homes);
        var done = 0;
        await ForEach(
            SettlingAtATime,
            homes,
            async home =>
            {
                await SandboxSettlement.Settle(grains, home);
                progress?.Report(Interlocked.Increment(ref done));
            },
            cancellation);
        await store.SettledAsync(batch, cancellation);
        Add(homes);
        return batch;
    }

    /// <summary>Goes on with a batch beside the start, which may be long before the last household is there.</summary>
    private void Resume(SandboxBatch batch, List<SandboxHome> homes)
    {
        Register(homes);
        LogResumed(batch.Count, batch.Client);
        _resuming = Task.WhenAll(_resuming, ResumeAsync(batch, homes, _stopping.Token));
    }

    private async Task ResumeAsync(SandboxBatch batch, List<SandboxHome> homes, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await ForEach(SettlingAtATime, homes, SettleOrSkip, cancellation);
            await store.SettledAsync(batch, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotSettled(failure, batch.Client);
        }

        Add(homes);
    }

    /// <summary>A household that is refused for good, since its owner's location has gone, must not keep the others waiting.</summary>
    private async Task SettleOrSkip(SandboxHome home)
    {
        try
        {
            await SandboxSettlement.Settle(grains, home);
        }
        catch (ProblemException refusal)
        {
            LogRefused(home.Index, home.Batch.Client, refusal.Message);
        }
    }

    [LoggerMessage(3103, LogLevel.Information, "A batch of {Count} simulated households of {Client} was cut off; it is settled to its end.")]
    private partial void LogResumed(int count, string client);

    [LoggerMessage(3104, LogLevel.Error, "A batch of simulated households of {Client} could not be settled; the next start tries again.")]
    private partial void LogNotSettled(Exception failure, string client);

    [LoggerMessage(3105, LogLevel.Warning, "The simulated household {Index} of {Client} is left out: {Reason}")]
    private partial void LogRefused(int index, string client, string reason);
}
