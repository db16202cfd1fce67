namespace OrleansFlex.Storage;

/// <summary>Grain state with optimistic concurrency. Catalog rows change, and events and sessions are appended, in the same transaction as the state they belong to.</summary>
/// <remarks>
/// Keys are any text without U+0000 and lone surrogates: reading such a key finds nothing, writing one throws
/// <see cref="ArgumentException"/>.
/// </remarks>
public interface IStateStore
{
    /// <summary>The state under <paramref name="key"/>, or null when there is none.</summary>
    ValueTask<StoredState?> ReadAsync(StateKey key, CancellationToken ct);

    /// <summary>Writes a state and returns its new ETag.</summary>
    /// <param name="key">Which state.</param>
    /// <param name="json">Its bytes; the caller leaves them alone until the task completes.</param>
    /// <param name="expectedETag">What the caller read last; null when the state must not exist yet.</param>
    /// <param name="row">Replaces the catalog row of the same client, kind and id; null leaves the catalog alone.</param>
    /// <param name="appended">Rows that are appended with it.</param>
    /// <param name="ct">Honoured until the write is queued.</param>
    /// <exception cref="ETagMismatchException">Another write came first; nothing changed.</exception>
    /// <exception cref="StorageUnavailableException">The write could not be made durable.</exception>
    ValueTask<string> WriteAsync(StateKey key, ReadOnlyMemory<byte> json, string? expectedETag, CatalogRow? row, AppendedRows? appended, CancellationToken ct);

    /// <summary>Writes a state that appends no rows.</summary>
    ValueTask<string> WriteAsync(StateKey key, ReadOnlyMemory<byte> json, string? expectedETag, CatalogRow? row, CancellationToken ct) =>
        WriteAsync(key, json, expectedETag, row, null, ct);

    /// <summary>Removes a state and, when given, a catalog row, and appends rows. With a null ETag the state must not exist.</summary>
    /// <exception cref="ETagMismatchException">The state is not the one that the caller read; nothing changed.</exception>
    /// <exception cref="StorageUnavailableException">The removal could not be made durable.</exception>
    ValueTask ClearAsync(StateKey key, string? expectedETag, CatalogKey? row, AppendedRows? appended, CancellationToken ct);

    /// <summary>Removes a state and appends no rows.</summary>
    ValueTask ClearAsync(StateKey key, string? expectedETag, CatalogKey? row, CancellationToken ct) => ClearAsync(key, expectedETag, row, null, ct);

    /// <summary>All states of one name in ascending order of their grain keys, in bounded memory.</summary>
    /// <remarks>Not a snapshot: states written meanwhile may or may not appear, those that stay put appear exactly once.</remarks>
    IAsyncEnumerable<(string GrainKey, StoredState State)> ScanAsync(string stateName, CancellationToken ct);
}
