namespace OrleansFlex.Storage.Postgres;

internal static class PostgresGridDatabase
{
    public static Task<IGridDatabase> OpenAsync(string connectionString, TimeProvider time, CancellationToken ct) =>
        Task.FromException<IGridDatabase>(new StorageUnavailableException(connectionString.Length + time.ToString() + ct));
}
