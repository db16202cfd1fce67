using System.Runtime.CompilerServices;
using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Grain state in PostgreSQL.</summary>
internal sealed class PostgresStates(PostgresWriter writer, PostgresReads reads) : IStateStore
{
    private const int ScanChunk = 256;

    public async ValueTask<StoredState?> ReadAsync(StateKey key, CancellationToken ct)
    {
        if (!StoredText.IsStorable(key))
            return null;
        return await reads.FirstAsync(
            "SELECT id, version, json FROM states WHERE name = $1 AND grain_key = $2",
            parameters =>
            {
                parameters.AddText(key.Name);
                parameters.AddText(key.GrainKey);
            },
            static reader => (StoredState?)new StoredState(reader.GetFieldValue<byte[]>(2), ETag(reader).ToString()),
            ct);
    }

    public async ValueTask<string> WriteAsync(StateKey key, ReadOnlyMemory<byte> json, string? expectedETag, CatalogRow? row, CancellationToken ct)
    {
        StoredText.Require(key);
        if (row is not null)
            StoredText.Require(row);
        StateETag known = default;
        if (expectedETag is not null && !StateETag.TryParse(expectedETag, out known))
            throw await MismatchAsync(key, expectedETag, ct);

        var write = expectedETag is null ? CreateWrite(key, json, row) : ReplaceWrite(key, json, known, row);
        var etag = await writer.WriteAsync(write, ct) ?? throw await MismatchAsync(key, expectedETag, CancellationToken.None);
        return etag.ToString();
    }

    public async ValueTask ClearAsync(StateKey key, string? expectedETag, CatalogKey? row, CancellationToken ct)
    {
        StoredText.Require(key);
        if (row is { } catalogKey)
            StoredText.Require(catalogKey);
        StateETag known = default;
        if (expectedETag is not null && !StateETag.TryParse(expectedETag, out known))
            throw await MismatchAsync(key, expectedETag, ct);

        var sql = (expectedETag, row) switch
        {
            (null, null) => PostgresStateSql.ClearAbsent,
            (null, _) => PostgresStateSql.ClearAbsentWithRow,
            (_, null) => PostgresStateSql.Clear,
            _ => PostgresStateSql.ClearWithRow,
        };
        var cleared = await writer.WriteAsync(sql, Bind, ct);
        if (!cleared)
            throw await MismatchAsync(key, expectedETag, CancellationToken.None);

        void Bind(NpgsqlParameterCollection parameters)
        {
            if (expectedETag is not null)
            {
                parameters.AddLong(known.Id);
                parameters.AddLong(known.Version);
            }

            parameters.AddText(key.GrainKey);
            parameters.AddText(key.Name);
            if (row is { } of)
                PostgresCatalogRows.Bind(parameters, of);
        }
    }

    public async IAsyncEnumerable<(string GrainKey, StoredState State)> ScanAsync(string stateName, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!StoredText.IsStorable(stateName))
            yield break;
        string? last = null;
        while (true)
        {
            var chunk = await ChunkAsync(stateName, last, ct);
            foreach (var entry in chunk)
                yield return entry;
            if (chunk.Count < ScanChunk)
                yield break;
            last = chunk[^1].GrainKey;
        }
    }

    private ValueTask<List<(string GrainKey, StoredState State)>> ChunkAsync(string name, string? last, CancellationToken ct) =>
        reads.ListAsync(
            last is null
                ? "SELECT id, version, json, grain_key FROM states WHERE name = $1 ORDER BY grain_key LIMIT $2"
                : "SELECT id, version, json, grain_key FROM states WHERE name = $1 AND grain_key > $3 ORDER BY grain_key LIMIT $2",
            parameters =>
            {
                parameters.AddText(name);
                parameters.AddLong(ScanChunk);
                if (last is not null)
                    parameters.AddText(last);
            },
            static reader => (reader.GetString(3), new StoredState(reader.GetFieldValue<byte[]>(2), ETag(reader).ToString())),
            ct);

    private static PostgresWrite<StateETag?> CreateWrite(StateKey key, ReadOnlyMemory<byte> json, CatalogRow? row) =>
        new(
            row is null ? PostgresStateSql.Create : PostgresStateSql.CreateWithRow,
            parameters =>
            {
                parameters.AddText(key.Name);
                parameters.AddText(key.GrainKey);
                parameters.AddBytes(json);
                if (row is not null)
                    PostgresCatalogRows.Bind(parameters, row);
            },
            static reader => ETag(reader),
            json.Length);

    private static PostgresWrite<StateETag?> ReplaceWrite(StateKey key, ReadOnlyMemory<byte> json, StateETag known, CatalogRow? row) =>
        new(
            row is null ? PostgresStateSql.Replace : PostgresStateSql.ReplaceWithRow,
            parameters =>
            {
                parameters.AddBytes(json);
                parameters.AddLong(known.Id);
                parameters.AddLong(known.Version);
                parameters.AddText(key.GrainKey);
                parameters.AddText(key.Name);
                if (row is not null)
                    PostgresCatalogRows.Bind(parameters, row);
            },
            static reader => ETag(reader),
            json.Length);

    private static StateETag ETag(NpgsqlDataReader reader) => new(reader.GetInt64(0), reader.GetInt64(1));

    private async ValueTask<ETagMismatchException> MismatchAsync(StateKey key, string? expected, CancellationToken ct) =>
        new(key, expected, (await ReadAsync(key, ct))?.ETag);
}
