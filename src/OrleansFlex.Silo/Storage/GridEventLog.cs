using OrleansFlex.Contracts.Events;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Storage;

/// <summary>The database's events.</summary>
internal sealed class GridEventLog(IGridDatabase database) : IEventLog
{
    public async Task<IReadOnlyList<LoggedEvent>> ReadAsync(string client, long afterSequence, int limit, CancellationToken cancellation)
    {
        var events = await database.Events.ReadAsync(client, afterSequence, limit, cancellation);
        return [.. events.Select(StateRowMapping.ToEvent)];
    }

    public Task<long> LatestAsync(string client, CancellationToken cancellation) => database.Events.LatestAsync(client, cancellation).AsTask();

    public Task<long> PurgeAsync(long beforeMs, CancellationToken cancellation) => database.Events.PurgeAsync(beforeMs, cancellation).AsTask();
}
