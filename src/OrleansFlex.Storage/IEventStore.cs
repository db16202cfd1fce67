namespace OrleansFlex.Storage;

/// <summary>
/// Events of all tenants. Whoever reads on after the last sequence it saw misses none: an event never becomes visible after one with
/// a higher sequence, whichever silo wrote it. Events are appended through <see cref="IStateStore"/>.
/// </summary>
public interface IEventStore
{
    /// <summary>Most events per read.</summary>
    const int MaxLimit = 10_000;

    /// <summary>Events of a tenant after a place, in order.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="afterSequence">The place; 0 for the beginning.</param>
    /// <param name="limit">Events at most, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="ct">Cancels the read.</param>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string client, long afterSequence, int limit, CancellationToken ct);

    /// <summary>The sequence of a tenant's newest event, be it purged; 0 where there never was one.</summary>
    ValueTask<long> LatestAsync(string client, CancellationToken ct);

    /// <summary>Removes the events of all tenants that happened before an instant, in steps between which others write.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<long> PurgeAsync(long beforeMs, CancellationToken ct);
}
