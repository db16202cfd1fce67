using System.Runtime.CompilerServices;

namespace OrleansFlex.Storage.Sqlite;

/// <summary>Grain state in SQLite.</summary>
internal sealed class SqliteStates(SqliteWriter writer, SqliteReaders readers) : IStateStore
{
    private const int ScanChunk = 256;

    public ValueTask<StoredState?> ReadAsync(StateKey key, CancellationToken ct)
    {
        if (!StoredText.IsStorable(key))
            return new((StoredState?)null);
        return readers.ReadAsync(
            key,
            static (session, key) =>
            {
                using var select = session.Prepare("SELECT id, version, json FROM states WHERE name = ?1 AND grain_key = ?2");
                select.Bind(1, key.Name);
                select.Bind(2, key.GrainKey);
                return select.Step() ? new StoredState(select.Blob(2), new StateETag(select.Int64(0), select.Int64(1)).ToString()) : (StoredState?)null;
            },
            ct);
    }

    public ValueTask<string> WriteAsync(StateKey key, ReadOnlyMemory<byte> json, string? expectedETag, CatalogRow? row, AppendedRows? appended, CancellationToken ct)
    {
        StoredText.Require(key);
        if (row is not null)
            StoredText.Require(row);
        if (appended is not null)
            StoredText.Require(appended);
        return writer.WriteAsync(new SqliteStateWrite(key, json, expectedETag, row, appended), ct);
    }

    public async ValueTask ClearAsync(StateKey key, string? expectedETag, CatalogKey? row, AppendedRows? appended, CancellationToken ct)
    {
        StoredText.Require(key);
        if (row is { } catalogKey)
            StoredText.Require(catalogKey);
        if (appended is not null)
            StoredText.Require(appended);
        await writer.WriteAsync(new SqliteStateClear(key, expectedETag, row, appended), ct);
    }

    public async IAsyncEnumerable<(string GrainKey, StoredState State)> ScanAsync(string stateName, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!StoredText.IsStorable(stateName))
            yield break;
        string? last = null;
        while (true)
        {
            var chunk = await readers.ReadAsync((stateName, last), static (session, from) => ReadChunk(session, from.stateName, from.last), ct);
            foreach (var entry in chunk)
                yield return entry;
            if (chunk.Count < ScanChunk)
                yield break;
            last = chunk[^1].GrainKey;
        }
    }

    /// <summary>What is stored under a key now, or null.</summary>
    public static StateETag? CurrentETag(SqliteSession session, StateKey key)
    {
        using var select = session.Prepare("SELECT id, version FROM states WHERE name = ?1 AND grain_key = ?2");
        select.Bind(1, key.Name);
        select.Bind(2, key.GrainKey);
        return select.Step() ? new(select.Int64(0), select.Int64(1)) : null;
    }

    public static ETagMismatchException Mismatch(SqliteSession session, StateKey key, string? expected) =>
        new(key, expected, CurrentETag(session, key)?.ToString());

    private static List<(string GrainKey, StoredState State)> ReadChunk(SqliteSession session, string name, string? last)
    {
        using var select = session.Prepare(last is null
            ? "SELECT grain_key, id, version, json FROM states WHERE name = ?1 ORDER BY grain_key LIMIT ?2"
            : "SELECT grain_key, id, version, json FROM states WHERE name = ?1 AND grain_key > ?3 ORDER BY grain_key LIMIT ?2");
        select.Bind(1, name);
        select.Bind(2, ScanChunk);
        if (last is not null)
            select.Bind(3, last);
        var chunk = new List<(string, StoredState)>(ScanChunk);
        while (select.Step())
            chunk.Add((select.Text(0), new StoredState(select.Blob(3), new StateETag(select.Int64(1), select.Int64(2)).ToString())));
        return chunk;
    }
}
