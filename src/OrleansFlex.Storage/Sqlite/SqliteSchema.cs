namespace OrleansFlex.Storage.Sqlite;

/// <summary>Brings the file's schema up to date.</summary>
internal static class SqliteSchema
{
    public static void Migrate(SqliteSession session, TimeProvider time)
    {
        // Taking the write lock first lets two processes start at once: the second finds the work done.
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            session.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_ms INTEGER NOT NULL)");
            foreach (var step in Migration.After(CurrentNumber(session), "sqlite"))
                Apply(session, step, time);
            session.Execute("COMMIT");
        }
        catch
        {
            session.RollBack();
            throw;
        }
    }

    private static int CurrentNumber(SqliteSession session)
    {
        using var select = session.Prepare("SELECT coalesce(max(number), 0) FROM schema_migrations");
        select.Step();
        return (int)select.Int64(0);
    }

    private static void Apply(SqliteSession session, Migration step, TimeProvider time)
    {
        session.Execute(step.Sql);
        using var insert = session.Prepare("INSERT INTO schema_migrations (number, name, applied_at_ms) VALUES (?1, ?2, ?3)");
        insert.Bind(1, step.Number);
        insert.Bind(2, step.Name);
        insert.Bind(3, time.GetUtcNow().ToUnixTimeMilliseconds());
        insert.Run();
    }
}
