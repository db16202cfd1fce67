namespace OrleansFlex.Storage.Sqlite;

/// <summary>How the SQLite database is opened.</summary>
/// <param name="DataDirectory">Folder of the file.</param>
internal sealed record SqliteOptions(string DataDirectory)
{
    /// <summary>Upper limit of the file in pages of 4096 bytes; null for SQLite's own. Tests make a full disk with it.</summary>
    public int? MaxPageCount { get; init; }

    /// <summary>Connections that read at the same time; further readers wait for one.</summary>
    public int MaxReaders { get; init; } = Math.Max(4, 2 * Environment.ProcessorCount);

    public string FilePath => Path.Combine(DataDirectory, "grid.db");
}
