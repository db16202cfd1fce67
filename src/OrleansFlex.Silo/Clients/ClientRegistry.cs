using System.Buffers.Text;
using System.Security.Cryptography;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Clients;

/// <summary>Adds, changes and removes API clients in the database. Running silos notice within seconds.</summary>
internal sealed class ClientRegistry(IClientStore store, TimeProvider real)
{
    /// <summary>All clients by id.</summary>
    public ValueTask<IReadOnlyList<ClientRow>> ListAsync(CancellationToken cancellation) => store.ListAsync(cancellation);

    /// <summary>Adds a client with a fresh secret; null when the id is taken.</summary>
    public async Task<ClientCredentials?> AddAsync(string? id, CancellationToken cancellation)
    {
        id ??= Guid.CreateVersion7(real.GetUtcNow()).ToString();
        if (!IsId(id))
            throw new ArgumentException("A client id has 1 to 128 visible characters and no colon.", nameof(id));
        if (await store.FindAsync(id, cancellation) is not null)
            return null;
        var secret = NewSecret();
        await PutAsync(id, secret, generation: 1, real.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
        return new ClientCredentials(id, secret);
    }

    /// <summary>Gives a client a fresh secret and ends its tokens; null when there is no such client.</summary>
    public async Task<ClientCredentials?> RotateAsync(string id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } row)
            return null;
        var secret = NewSecret();
        await PutAsync(id, secret, row.Generation + 1, row.CreatedAtMs, cancellation);
        return new ClientCredentials(id, secret);
    }

    /// <summary>Removes a client and ends its tokens; its data stays. False when there was none.</summary>
    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellation) => store.DeleteAsync(id, cancellation);

    /// <summary>
    /// Makes the configured clients exist with their configured secrets. Where none is configured and none exists, adds one and returns its
    /// credentials, which nobody will see again.
    /// </summary>
    public async Task<ClientCredentials?> EnsureAsync(IReadOnlyList<ClientOptions> configured, CancellationToken cancellation)
    {
        foreach (var client in configured)
        {
            var row = await store.FindAsync(client.Id, cancellation);
            var secret = client.Secret!.Reveal();
            if (row is null)
                await PutAsync(client.Id, secret, generation: 1, real.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
            else if (!SecretDigest.Matches(secret, row.Salt, row.SecretHash))
                await PutAsync(client.Id, secret, row.Generation + 1, row.CreatedAtMs, cancellation);
        }
        return configured.Count == 0 && (await store.ListAsync(cancellation)).Count == 0 ? await AddAsync(id: null, cancellation) : null;
    }

    internal static bool IsId(string id) => RequestText.IsChosenId(id) && !id.Contains(':', StringComparison.Ordinal);

    private async Task PutAsync(string id, string secret, int generation, long createdAtMs, CancellationToken cancellation)
    {
        var salt = SecretDigest.NewSalt();
        await store.UpsertAsync(new ClientRow(id, SecretDigest.Of(secret, salt), salt, createdAtMs, generation), cancellation);
    }

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
