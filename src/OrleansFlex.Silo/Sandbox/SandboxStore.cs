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

    /// <summary>Stores a batch under the tenant's next number, as one that is not settled yet.</summary>
    public async Task<SandboxBatch> AddAsync(SandboxBatch batch, CancellationToken cancellation)
    {
        var numbered = batch;
        await ChangeAsync(
            all =>
            {
                numbered = batch with { Number = all.Count(known => known.Client == batch.Client), IsUnsettled = true };
                return [.. all, numbered];
            },
            cancellation);
        return numbered;
    }

    /// <summary>Notes that all households of a batch are known to the grid.</summary>
    public Task SettledAsync(SandboxBatch batch, CancellationToken cancellation) => ChangeAsync(
        all => [.. all.Select(known => (known.Client, known.Number) == (batch.Client, batch.Number) ? known with { IsUnsettled = false } : known)],
        cancellation);

    private async Task ChangeAsync(Func<IReadOnlyList<SandboxBatch>, List<SandboxBatch>> change, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await database.Settings.SetAsync(Key, JsonSerializer.Serialize(change(await LoadAsync(cancellation))), cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
