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

    public async ValueTask<string> WriteAsync(
        StateKey key, ReadOnlyMemory<byte> json, string? expectedETag, CatalogRow? row, AppendedRows? appended, CancellationToken ct)
    {
        StoredText.Require(key);
        if (row is not null)
            StoredText.Require(row);
        if (appended is not null)
            StoredText.Require(appended);
        StateETag known = default;
        if (expectedETag is not null && !StateETag.TryParse(expectedETag, out known))
            throw await MismatchAsync(key, expectedETag, ct);

        var change = expectedETag is null ? StateChange.Create : StateChange.Replace;
        var etag = await ChangeAsync(change, Bind, row is not null, appended, json.Length, ct)
            ?? throw await MismatchAsync(key, expectedETag, CancellationToken.None);
        return etag.ToString();

        void Bind(NpgsqlParameterCollection parameters)
        {
            if (change == StateChange.Create)
            {
                parameters.AddText(key.Name);
                parameters.AddText(key.GrainKey);
                parameters.AddBytes(json);
            }
            else
            {
                parameters.AddBytes(json);
                parameters.AddLong(known.Id);
                parameters.AddLong(known.Version);
                parameters.AddText(key.GrainKey);
                parameters.AddText(key.Name);
            }

            if (row is not null)
                PostgresCatalogRows.Bind(parameters, row);
        }
    }

    public async ValueTask ClearAsync(StateKey key, string? expectedETag, CatalogKey? row, AppendedRows? appended, CancellationToken ct)
    {
        StoredText.Require(key);
        if (row is { } catalogKey)
            StoredText.Require(catalogKey);
        if (appended is not null)
            StoredText.Require(appended);
        StateETag known = default;
        if (expectedETag is not null && !StateETag.TryParse(expectedETag, out known))
            throw await MismatchAsync(key, expectedETag, ct);

        var change = expectedETag is null ? StateChange.ClearAbsent : StateChange.Clear;
        if (await ChangeAsync(change, Bind, row is not null, appended, 0, ct) is null)
            throw await MismatchAsync(key, expectedETag, CancellationToken.None);

        void Bind(NpgsqlParameterCollection parameters)
        {
            if (change == StateChange.Clear)
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

    private Task<StateETag?> ChangeAsync(
        StateChange change, Action<NpgsqlParameterCollection> bind, bool withRow, AppendedRows? appended, int bytes, CancellationToken ct)
    {
        var write = new PostgresWrite<StateETag?>(
            PostgresStateSql.For(change, withRow, appended),
            parameters =>
            {
                bind(parameters);
                if (appended is not null)
                    PostgresAppendedRows.Bind(parameters, appended);
            },
            static reader => ETag(reader),
            bytes + (appended?.Bytes ?? 0))
        {
            AppendsEvents = appended is { Events.Count: > 0 },
        };
        return writer.WriteAsync(write, ct);
    }

    private static StateETag ETag(NpgsqlDataReader reader) => new(reader.GetInt64(0), reader.GetInt64(1));

    private async ValueTask<ETagMismatchException> MismatchAsync(StateKey key, string? expected, CancellationToken ct) =>
        new(key, expected, (await ReadAsync(key, ct))?.ETag);
}
