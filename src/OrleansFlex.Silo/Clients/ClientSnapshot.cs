using System.Collections.Frozen;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Clients;

/// <summary>The API clients at one reading.</summary>
/// <param name="Clients">By id.</param>
/// <param name="TokenKey">The key that tokens are sealed with, 32 bytes.</param>
/// <param name="ReadAt">Timestamp of the reading on the real clock.</param>
internal sealed record ClientSnapshot(FrozenDictionary<string, ClientRow> Clients, byte[] TokenKey, long ReadAt)
{
    /// <summary>Whether a token is in force at an instant of real time: not expired, and given out under the client's present secret.</summary>
    public bool Takes(AccessToken token, DateTimeOffset now) =>
        token.ExpiresAtSeconds > now.ToUnixTimeSeconds() && Clients.TryGetValue(token.ClientId, out var client) && client.Generation == token.Generation;
}
