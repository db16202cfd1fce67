namespace OrleansFlex.Silo.Options;

/// <summary>Which database keeps the grid's data.</summary>
public enum StorageProvider
{
    /// <summary>One file on this machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}
