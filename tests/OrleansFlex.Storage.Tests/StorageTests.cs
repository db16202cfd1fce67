using System.Text;

namespace OrleansFlex.Storage.Tests;

/// <summary>A database of one engine and a tenant of its own for each test.</summary>
public abstract class StorageTests : IAsyncLifetime
{
    private static int _tests;
    private int _keys;

    protected IGridDatabase Database { get; private set; } = null!;

    protected IStateStore States => Database.States;

    /// <summary>The tenant that this test alone uses.</summary>
    protected string Client { get; } = $"client-{Interlocked.Increment(ref _tests)}";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Database = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Database is not null)
            await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the database of this test; every call opens the same one.</summary>
    protected abstract Task<IGridDatabase> OpenAsync();

    protected async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = await OpenAsync();
    }

    protected StateKey NewKey() => new("asset", $"{Client}/{Interlocked.Increment(ref _keys)}");

    protected CatalogRow Row(string id, long createdAtMs = 1_000) => new(Client, "vehicle", id, createdAtMs);

    protected static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
