namespace OrleansFlex.Contracts.Events;

/// <summary>
/// The events of all tenants in the order in which they were committed. They are appended by the writes of grain state that cause
/// them (<see cref="Catalog.ICarriesRows"/>), so that an event exists if and only if what it tells has happened.
/// </summary>
public interface IEventLog
{
    /// <summary>At most <paramref name="limit"/> events of a tenant after a place in its log, in order.</summary>
    Task<IReadOnlyList<LoggedEvent>> ReadAsync(string client, long afterSequence, int limit, CancellationToken cancellation);

    /// <summary>The place of a tenant's newest event; 0 where there never was one.</summary>
    Task<long> LatestAsync(string client, CancellationToken cancellation);

    /// <summary>Removes events that happened before an instant.</summary>
    /// <returns>How many were removed.</returns>
    Task<long> PurgeAsync(long beforeMs, CancellationToken cancellation);
}

/// <summary>Whether anybody listens to a tenant's events. Events of tenants to which nobody listens are not made.</summary>
public interface IEventInterest
{
    /// <summary>True where the tenant has a webhook or a live view. Cheap: called on hot paths.</summary>
    bool IsListening(string client);
}
