using SQLitePCL;

namespace OrleansFlex.Storage.Sqlite;

/// <summary>An error that SQLite reported.</summary>
/// <param name="code">Extended result code.</param>
/// <param name="message">SQLite's own words.</param>
internal sealed class SqliteErrorException(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The primary result code, without the detail in the upper bits.</summary>
    public int PrimaryCode => code & 0xFF;

    /// <summary>Whether the error concerns the database as a whole, so that trying the parts of a group one by one is no use.</summary>
    public bool ConcernsEverybody => PrimaryCode is raw.SQLITE_BUSY or raw.SQLITE_PROTOCOL || NeedsNewSession;

    /// <summary>Whether the connection should not be trusted any more.</summary>
    public bool NeedsNewSession => PrimaryCode is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_NOTADB
        or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_MISUSE;
}
