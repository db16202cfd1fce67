using System.Collections.Frozen;
using System.Security.Cryptography;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Clients;

/// <summary>
/// The API clients and the token key, as last read from the database; read again when older than <see cref="MaxAge"/>, so that a removed
/// or rotated client is refused on every silo within seconds. While the database is away the last reading stays in force.
/// </summary>
internal sealed partial class ClientDirectory(IGridDatabase database, RealTime real, ILogger<ClientDirectory> logger) : IDisposable
{
    /// <summary>How old a reading may get.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(4);

    private const string KeySetting = "token.key";
    private readonly SemaphoreSlim _one = new(1);
    private volatile ClientSnapshot? _snapshot;

    /// <summary>The clients by id, and the token key.</summary>
    public ValueTask<ClientSnapshot> GetAsync(CancellationToken cancellation) =>
        _snapshot is { } snapshot && !IsOld(snapshot) ? new(snapshot) : new(ReloadAsync(force: false, cancellation));

    /// <summary>Reads the clients now, after a change.</summary>
    public Task RefreshAsync(CancellationToken cancellation) => ReloadAsync(force: true, cancellation);

    public void Dispose() => _one.Dispose();

    private bool IsOld(ClientSnapshot snapshot) => real.Provider.GetElapsedTime(snapshot.ReadAt) > MaxAge;

    private async Task<ClientSnapshot> ReloadAsync(bool force, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (!force && _snapshot is { } fresh && !IsOld(fresh))
                return fresh;
            var readAt = real.Provider.GetTimestamp();
            var clients = await database.Clients.ListAsync(cancellation);
            return _snapshot = new ClientSnapshot(
                clients.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal), await TokenKeyAsync(cancellation), readAt);
        }
        catch (StorageUnavailableException e) when (_snapshot is { } last)
        {
            LogStale(e);
            return _snapshot = last with { ReadAt = real.Provider.GetTimestamp() };
        }
        finally
        {
            _one.Release();
        }
    }

    // Two silos that start on an empty database may both make a key; the one that is stored last wins, and both read it from then on.
    private async Task<byte[]> TokenKeyAsync(CancellationToken cancellation)
    {
        if (await database.Settings.GetAsync(KeySetting, cancellation) is { } stored)
            return Convert.FromBase64String(stored);
        await database.Settings.SetAsync(KeySetting, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), cancellation);
        return Convert.FromBase64String((await database.Settings.GetAsync(KeySetting, cancellation))!);
    }

    [LoggerMessage(2100, LogLevel.Warning, "The clients could not be read again; the last reading stays in force")]
    private partial void LogStale(Exception exception);
}
