using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Clients;

/// <summary>
/// Checks client secrets. Only one digest is computed at a time, so that a flood of wrong secrets cannot take the machine; the last right
/// secret of each client is recognised by a keyed hash without stretching it again.
/// </summary>
internal sealed class SecretVerifier : IDisposable
{
    private static readonly byte[] NoSalt = new byte[16];
    private readonly byte[] _processKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<(string Id, int Generation), byte[]> _verified = new();
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The secret is the client's. An unknown client (null) takes as long as a wrong secret.</summary>
    public async ValueTask<bool> IsRightAsync(ClientRow? client, string secret, CancellationToken cancellation)
    {
        var hash = HMACSHA256.HashData(_processKey, Encoding.UTF8.GetBytes(secret));
        if (client is not null && _verified.TryGetValue((client.Id, client.Generation), out var known) && CryptographicOperations.FixedTimeEquals(known, hash))
            return true;
        await _one.WaitAsync(cancellation);
        try
        {
            var digest = SecretDigest.Of(secret, client?.Salt ?? NoSalt);
            if (client is null || !CryptographicOperations.FixedTimeEquals(digest, client.SecretHash))
                return false;
            _verified[(client.Id, client.Generation)] = hash;
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
