using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>Where the grid keeps its data.</summary>
public sealed record StorageOptions
{
    /// <summary><c>sqlite</c> (default) or <c>postgres</c>.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>Folder of the SQLite file, created as needed. <c>--data</c> overrides it. Default <c>./data</c>.</summary>
    [MinLength(1)]
    public string DataDirectory { get; init; } = "./data";

    /// <summary>Npgsql connection string of PostgreSQL; required for that provider.</summary>
    public Secret? ConnectionString { get; init; }
}
