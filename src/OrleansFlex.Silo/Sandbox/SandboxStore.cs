using System.Text.Json;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>The batches of simulated households, kept in the database's settings.</summary>
internal sealed class SandboxStore(IGridDatabase database) : IDisposable
{
    private const string Key = "sandbox.batches";
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<IReadOnlyList<SandboxBatch>> LoadAsync(CancellationToken cancellation) =>
        await database.Settings.GetAsync(Key, cancellation) is { } stored
            ? JsonSerializer.Deserialize<List<SandboxBatch>>(stored)!
            : [];

    /// <summary>Stores a batch under the tenant's next number.</summary>
    public async Task<SandboxBatch> AddAsync(SandboxBatch batch, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var all = await LoadAsync(cancellation);
            var numbered = batch with { Number = all.Count(known => known.Client == batch.Client) };
            await database.Settings.SetAsync(Key, JsonSerializer.Serialize<List<SandboxBatch>>([.. all, numbered]), cancellation);
            return numbered;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
