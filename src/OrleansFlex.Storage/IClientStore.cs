namespace OrleansFlex.Storage;

/// <summary>API clients.</summary>
public interface IClientStore
{
    /// <summary>All clients, ordered by id.</summary>
    ValueTask<IReadOnlyList<ClientRow>> ListAsync(CancellationToken ct);

    /// <summary>One client, or null.</summary>
    ValueTask<ClientRow?> FindAsync(string id, CancellationToken ct);

    /// <summary>Adds or replaces a client.</summary>
    ValueTask UpsertAsync(ClientRow row, CancellationToken ct);

    /// <summary>Removes a client; false when there was none.</summary>
    ValueTask<bool> DeleteAsync(string id, CancellationToken ct);
}
