namespace OrleansFlex.Storage;

/// <summary>Settled sessions. They are appended through <see cref="IStateStore"/> and never change.</summary>
public interface ISessionStore
{
    /// <summary>One session, or null.</summary>
    ValueTask<SessionRow?> FindAsync(string client, Guid id, CancellationToken ct);

    /// <summary>One page, newest first by the time of plugging in, then by id. Cursors are places, not offsets.</summary>
    /// <exception cref="ArgumentException">Both cursors are set, or the page size is out of range.</exception>
    ValueTask<SessionPage> PageAsync(SessionQuery query, CancellationToken ct);

    /// <summary>All sessions that match, oldest first, in bounded memory. Cursors are ignored.</summary>
    IAsyncEnumerable<SessionRow> StreamAsync(SessionQuery query, CancellationToken ct);

    /// <summary>Removes all sessions of a user, in steps between which others write.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<long> EraseUserAsync(string client, string userId, CancellationToken ct);
}
