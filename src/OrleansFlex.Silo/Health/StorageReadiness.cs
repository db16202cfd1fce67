using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Health;

/// <summary>The silo is ready only while its database answers.</summary>
internal sealed class StorageReadiness(IGridDatabase database) : IReadiness
{
    public async ValueTask<string?> CheckAsync(CancellationToken cancellation) =>
        await database.IsHealthyAsync(cancellation) ? null : "The storage cannot be reached.";
}
