using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Grain records as JSON in memory, for tests and throw-away runs. Checks ETags as durable storages do.</summary>
public sealed class InMemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), (string Etag, byte[] Json)> _rows = new();
    private long _lastEtag;

    /// <summary>Number of records.</summary>
    public int Count => _rows.Count;

    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_rows.TryGetValue((stateName, grainId), out var row))
            (grainState.State, grainState.ETag, grainState.RecordExists) = (JsonSerializer.Deserialize<T>(row.Json), row.Etag, true);
        else
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var row = (Interlocked.Increment(ref _lastEtag).ToString(CultureInfo.InvariantCulture), JsonSerializer.SerializeToUtf8Bytes(grainState.State));
        var written = _rows.TryGetValue(key, out var old)
            ? old.Etag == grainState.ETag && _rows.TryUpdate(key, row, old)
            : grainState.ETag is null && _rows.TryAdd(key, row);
        if (!written)
            throw new InconsistentStateException($"{stateName} of {grainId} was written by someone else.", old.Etag, grainState.ETag);
        (grainState.ETag, grainState.RecordExists) = (row.Item1, true);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        if (_rows.TryGetValue(key, out var old) && (old.Etag != grainState.ETag || !_rows.TryRemove(new(key, old))))
            throw new InconsistentStateException($"{stateName} of {grainId} was written by someone else.", old.Etag, grainState.ETag);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }
}
