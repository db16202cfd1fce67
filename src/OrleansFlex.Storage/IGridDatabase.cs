namespace OrleansFlex.Storage;

/// <summary>Everything the grid keeps on disk. Safe for concurrent use from any number of threads.</summary>
/// <remarks>
/// Every write is durable before its task completes. A write that cannot be made durable fails with
/// <see cref="StorageUnavailableException"/> and the database stays usable for later calls. Cancellation is honoured until a
/// write is handed to the writer; from then on the outcome is awaited, so that a caller never has to guess it.
/// </remarks>
public interface IGridDatabase : IAsyncDisposable
{
    /// <summary>Grain state.</summary>
    IStateStore States { get; }

    /// <summary>Durable reminders.</summary>
    IReminderStore Reminders { get; }

    /// <summary>The rows that lists and filters read.</summary>
    ICatalog Catalog { get; }

    /// <summary>What has happened, in the order of commits.</summary>
    IEventStore Events { get; }

    /// <summary>Settled sessions.</summary>
    ISessionStore Sessions { get; }

    /// <summary>API clients and the digests of their secrets.</summary>
    IClientStore Clients { get; }

    /// <summary>Single values such as the clock's position.</summary>
    ISettingStore Settings { get; }

    /// <summary>Engine, version, mode and place in one line for the start-up log; never contains a secret.</summary>
    string Describe();

    /// <summary>Whether the database answers a read and, when the last write was lost, takes a write again.</summary>
    ValueTask<bool> IsHealthyAsync(CancellationToken ct);
}
