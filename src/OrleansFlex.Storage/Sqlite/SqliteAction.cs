namespace OrleansFlex.Storage.Sqlite;

/// <summary>A write made of a function.</summary>
internal sealed class SqliteAction<T>(Func<SqliteSession, T> change) : SqliteWrite<T>
{
    protected override T Change(SqliteSession session) => change(session);
}
