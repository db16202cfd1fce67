using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Tells a lost server from a refused statement.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether the server or the way to it is gone; nothing else on the connection can be trusted then.</summary>
    public static bool IsLostServer(Exception error) => error switch
    {
        // Class 57P: the server is stopping or starting. Class 08: the connection failed.
        PostgresException refusal => refusal.SqlState.StartsWith("57P", StringComparison.Ordinal) || refusal.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Wraps what the driver reports; anything else stays what it is.</summary>
    public static Exception Wrap(string what, Exception error) =>
        error is NpgsqlException or IOException or TimeoutException ? new StorageUnavailableException($"{what} {error.Message}", error) : error;
}
