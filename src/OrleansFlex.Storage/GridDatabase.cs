using OrleansFlex.Storage.Postgres;
using OrleansFlex.Storage.Sqlite;

namespace OrleansFlex.Storage;

/// <summary>Opens databases and brings their schema up to date.</summary>
public static class GridDatabase
{
    /// <summary>The file of the database in a data folder.</summary>
    public static string SqliteFile(string dataDirectory) => new SqliteOptions(dataDirectory).FilePath;

    /// <summary>Opens <c>grid.db</c> in <paramref name="dataDirectory"/>, creating both as needed.</summary>
    /// <param name="dataDirectory">Folder of the database; created when absent.</param>
    /// <param name="time">Stamps the migrations that are applied.</param>
    /// <param name="ct">Cancels the opening.</param>
    /// <exception cref="StorageUnavailableException">The file cannot be opened or was written by a newer program.</exception>
    public static async Task<IGridDatabase> OpenSqliteAsync(string dataDirectory, TimeProvider time, CancellationToken ct) =>
        await SqliteGridDatabase.OpenAsync(new SqliteOptions(dataDirectory), time, ct);

    /// <summary>Connects to PostgreSQL 13 or newer; several silos may open the same database.</summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <param name="time">Stamps the migrations that are applied.</param>
    /// <param name="ct">Cancels the opening.</param>
    /// <exception cref="StorageUnavailableException">The server cannot be reached or the schema is newer than the program.</exception>
    public static async Task<IGridDatabase> OpenPostgresAsync(string connectionString, TimeProvider time, CancellationToken ct) =>
        await PostgresGridDatabase.OpenAsync(connectionString, time, ct);
}
