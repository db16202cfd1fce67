using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;
using EventRow = OrleansFlex.Contracts.Events.EventRow;

namespace OrleansFlex.Silo.EventSource;

/// <summary>Entities to which something happens when asked: each counts its events, and count and events are one write, as with grains.</summary>
internal static class Happenings
{
    private const string Name = "flex:session:updated";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(WebApplication app)
    {
        var storage = new GridStateStorage(app.Services.GetRequiredService<IGridDatabase>(), Json, app.Services.GetRequiredService<IEventSignal>());
        app.MapGet("/source/{entity}", async (string entity) => (await ReadAsync(storage, entity)).State!.Count);
        app.MapPost("/source/{entity}", async (string entity, int count, HttpContext context) =>
        {
            var state = await ReadAsync(storage, entity);
            var before = state.State!.Count;
            state.State = new Counter
            {
                Count = before + count,
                Events = [.. Enumerable.Range(before + 1, count).Select(number => Row(context.GetClient(), entity, number))],
            };
            await storage.WriteStateAsync("source", Id(entity), state);
            return before + count;
        });
    }

    private static async Task<GrainState<Counter>> ReadAsync(GridStateStorage storage, string entity)
    {
        var state = new GrainState<Counter> { State = new Counter() };
        await storage.ReadStateAsync("source", Id(entity), state);
        return state;
    }

    private static EventRow Row(string client, string entity, int number)
    {
        var id = Guid.NewGuid();
        var json = JsonSerializer.SerializeToUtf8Bytes(new { id, @event = Name, version = "2024-10-01", entity, number }, Json);
        return new EventRow(client, id, Name, entity, null, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), json);
    }

    private static GrainId Id(string entity) => GrainId.Create("source", string.Create(CultureInfo.InvariantCulture, $"{entity}"));

    private sealed class Counter : ICarriesRows
    {
        public int Count { get; set; }

        internal ImmutableArray<EventRow> Events { get; init; } = [];

        public StateRows? TakeRows() => new(Events, []);
    }
}
