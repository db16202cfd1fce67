using System.Text.Json;
using Orleans.Storage;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Storage;

/// <summary>
/// Grain state in the grid's database, on both engines. State that has a row in the catalog is written together with
/// that row, and with the events and sessions that it carries, in one transaction, so that lists, logs and grains never disagree.
/// </summary>
public sealed class GridStateStorage(IGridDatabase database, JsonSerializerOptions json, IEventSignal signal) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = await database.States.ReadAsync(Key(stateName, grainId), CancellationToken.None);
        if (stored is { } found)
        {
            grainState.State = JsonSerializer.Deserialize<T>(found.Json, json)!;
            grainState.ETag = found.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null!;
            grainState.RecordExists = false;
        }
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);
        var row = grainState.State is ICatalogued catalogued ? CatalogRows.From(catalogued.ToEntry(key.GrainKey)) : null;
        var payload = StatePayload.Of(grainState.State, json);
        var rows = RowsOf(grainState.State);
        try
        {
            var known = CatalogTag.Parse(grainState.ETag);
            var digest = CatalogTag.Of(row);
            var stored = await database.States.WriteAsync(key, payload.Json, known.Stored, digest == known.Digest ? null : row, rows, CancellationToken.None);
            grainState.ETag = new CatalogTag(stored, digest).ToString();
            grainState.RecordExists = true;
            payload.Return();
            Tell(rows);
        }
        catch (ETagMismatchException mismatch)
        {
            throw new InconsistentStateException(mismatch.Message, "", grainState.ETag, mismatch);
        }
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);
        CatalogKey? row = grainState.State is ICatalogued catalogued && catalogued.ToEntry(key.GrainKey) is { } entry
            ? new CatalogKey(entry.Client, entry.Kind, entry.Id)
            : null;
        var rows = RowsOf(grainState.State);
        try
        {
            if (CatalogTag.Parse(grainState.ETag).Stored is { } etag)
            {
                await database.States.ClearAsync(key, etag, row, rows, CancellationToken.None);
                Tell(rows);
            }
        }
        catch (ETagMismatchException mismatch)
        {
            throw new InconsistentStateException(mismatch.Message, "", grainState.ETag, mismatch);
        }

        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null!;
        grainState.RecordExists = false;
    }

    private void Tell(AppendedRows? rows)
    {
        // A state's events are all of its own tenant.
        if (rows is { Events: [var first, ..] })
            signal.Raise(first.Client);
    }

    private static AppendedRows? RowsOf(object? state) => (state as ICarriesRows)?.TakeRows() is { } rows ? StateRowMapping.From(rows) : null;

    private static StateKey Key(string stateName, GrainId grainId) => new(stateName, grainId.Key.ToString()!);
}
