using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Reads on pooled connections. A pooled connection whose server has gone is replaced once before the caller hears of it.</summary>
/// <param name="source">The pool.</param>
/// <param name="concurrency">Reads at the same time. Further ones wait here, without a time limit, and leave the writer its connection.</param>
internal sealed class PostgresReads(NpgsqlDataSource source, int concurrency) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(concurrency, concurrency);

    /// <summary>Closes the pool. The turnstile stays open, so that reads that still wait come through and learn that.</summary>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>All rows of a query.</summary>
    public async ValueTask<List<T>> ListAsync<T>(string sql, Action<NpgsqlParameterCollection>? bind, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        try
        {
            return await RetryAsync(sql, bind, read, ct);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>The first row, or the default.</summary>
    public async ValueTask<T?> FirstAsync<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = await ListAsync(sql, bind, read, ct);
        return rows.Count > 0 ? rows[0] : default;
    }

    private async Task<List<T>> RetryAsync<T>(string sql, Action<NpgsqlParameterCollection>? bind, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryListAsync(sql, bind, read, ct);
            }
            catch (Exception error) when (PostgresFailure.IsLostServer(error) && attempt == 1)
            {
                source.Clear();
            }
            catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
            {
                throw PostgresFailure.Wrap("The database could not be read.", error);
            }
        }
    }

    private async Task<List<T>> TryListAsync<T>(string sql, Action<NpgsqlParameterCollection>? bind, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        bind?.Invoke(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(read(reader));
        return rows;
    }
}
