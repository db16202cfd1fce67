using System.Collections.Frozen;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Clients;

/// <summary>The API clients at one reading.</summary>
/// <param name="Clients">By id.</param>
/// <param name="TokenKey">The key that tokens are sealed with, 32 bytes.</param>
/// <param name="ReadAt">Timestamp of the reading on the real clock.</param>
internal sealed record ClientSnapshot(FrozenDictionary<string, ClientRow> Clients, byte[] TokenKey, long ReadAt);
