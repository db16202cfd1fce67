using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Gateways;

/// <summary>
/// The gateways that tenants have registered, in the database's settings. What was read holds for <see cref="MaxAge"/>, so that a change
/// reaches every silo within seconds, and the one that made it at once.
/// </summary>
internal sealed class GatewayRegistry(IGridDatabase database, RealTime real) : IDisposable
{
    /// <summary>How many vendors a tenant may register.</summary>
    public const int Most = 100;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(4);
    private readonly ConcurrentDictionary<string, Reading> _byClient = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>A tenant's gateway of a vendor, or null.</summary>
    public ValueTask<RegisteredGateway?> FindAsync(string client, string vendor, CancellationToken cancellation) =>
        _byClient.TryGetValue(client, out var known) && real.Provider.GetElapsedTime(known.ReadAt) <= MaxAge
            ? new(known.ByVendor.GetValueOrDefault(vendor))
            : ReadOneAsync(client, vendor, cancellation);

    // Apart, so that an answer at hand allocates nothing for it.
    private async ValueTask<RegisteredGateway?> ReadOneAsync(string client, string vendor, CancellationToken cancellation) =>
        (await ReadAsync(client, cancellation)).GetValueOrDefault(vendor);

    /// <summary>All gateways of a tenant, by vendor.</summary>
    public async Task<IReadOnlyList<RegisteredGateway>> ListAsync(string client, CancellationToken cancellation) =>
        [.. (await ReadAsync(client, cancellation)).Values.OrderBy(gateway => gateway.Vendor, StringComparer.Ordinal)];

    /// <summary>Registers a gateway or replaces it; false where the tenant has too many.</summary>
    public Task<bool> PutAsync(string client, RegisteredGateway gateway, CancellationToken cancellation) => ChangeAsync(client, all =>
    {
        all[gateway.Vendor] = gateway;
        return all.Count <= Most;
    }, cancellation);

    /// <summary>Removes a gateway; false where there is none.</summary>
    public Task<bool> RemoveAsync(string client, string vendor, CancellationToken cancellation) =>
        ChangeAsync(client, all => all.Remove(vendor), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<bool> ChangeAsync(string client, Func<Dictionary<string, RegisteredGateway>, bool> change, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var all = new Dictionary<string, RegisteredGateway>(await ReadAsync(client, cancellation), StringComparer.Ordinal);
            if (!change(all))
                return false;
            await database.Settings.SetAsync(Key(client), JsonSerializer.Serialize(all.Values), cancellation);
            _byClient[client] = new Reading(all.ToFrozenDictionary(StringComparer.Ordinal), real.Provider.GetTimestamp());
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<FrozenDictionary<string, RegisteredGateway>> ReadAsync(string client, CancellationToken cancellation)
    {
        var readAt = real.Provider.GetTimestamp();
        var stored = await database.Settings.GetAsync(Key(client), cancellation) is { } json ? JsonSerializer.Deserialize<List<RegisteredGateway>>(json)! : [];
        var all = stored.ToFrozenDictionary(gateway => gateway.Vendor, StringComparer.Ordinal);
        _byClient[client] = new Reading(all, readAt);
        return all;
    }

    private static string Key(string client) => $"gateways/{client}";

    private sealed record Reading(FrozenDictionary<string, RegisteredGateway> ByVendor, long ReadAt);
}
