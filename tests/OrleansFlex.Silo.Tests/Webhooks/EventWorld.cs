using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Silo.Tests.Hosting;
using OrleansFlex.TestKit;

namespace OrleansFlex.Silo.Tests.Webhooks;

/// <summary>A silo whose webhooks may go to this machine, a second tenant, and a way to make events as grains do: with their state.</summary>
internal sealed class EventWorld : IAsyncDisposable
{
    public const string Name = "flex:session:updated";

    private int _made;

    private EventWorld(RunningSilo silo, HttpClient stranger)
    {
        Silo = silo;
        Stranger = stranger;
    }

    public RunningSilo Silo { get; }

    public HttpClient Http => Silo.Http;

    public HttpClient Stranger { get; }

    public ManualTimeProvider Time => Silo.Time;

    public static async Task<EventWorld> StartAsync(bool allowPrivate = true, string? folder = null, ManualTimeProvider? time = null)
    {
        var silo = await (await RunningSilo.StartAsync(
            new SiloOptions
            {
                Webhooks = new WebhookOptions { AllowPrivate = allowPrivate },
                Clients =
                [
                    new ClientOptions { Id = RunningSilo.ClientId, Secret = Secret.Of(RunningSilo.ClientSecret) },
                    new ClientOptions { Id = "stranger", Secret = Secret.Of("strange") },
                ],
            },
            folder: folder,
            time: time)).SignedInAsync();
        // Off the instants at which the engine looks for idle grains, so that a test that waits until somebody waits is not taken in by that.
        silo.Time.Advance(TimeSpan.FromSeconds(3));
        var stranger = new HttpClient { BaseAddress = silo.Http.BaseAddress };
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await silo.TokenAsync("stranger", "strange"));
        return new EventWorld(silo, stranger);
    }

    /// <summary>Makes a webhook; answers its id.</summary>
    public async Task<string> HookAsync(string url, string secret = "example-secret", string events = "[\"*\"]", string more = "")
    {
        using var response = await Http.PostJson("/webhooks", $$"""{"url":"{{url}}","secret":"{{secret}}","events":{{events}}{{more}}}""");
        var body = await response.Json();
        response.IsSuccessStatusCode.ShouldBeTrue(body.ToJsonString());
        return (string)body["id"]!;
    }

    /// <summary>Makes events of one entity in one write; answers their ids.</summary>
    public async Task<Guid[]> HappenAsync(int count, string name = Name, string client = RunningSilo.ClientId, int padding = 0)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        var storage = new GridStateStorage(
            Silo.Host.Database, new JsonSerializerOptions(JsonSerializerDefaults.Web), Silo.Host.App.Services.GetRequiredService<IEventSignal>());
        var now = Silo.Host.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        var state = new Happening(
        [
            .. ids.Select(id => new EventRow(client, id, name, "entity", "u", now,
                Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","event":"{{name}}","more":"{{new string('x', padding)}}"}"""))),
        ]);
        await storage.WriteStateAsync("made", GrainId.Create("made", $"{++_made}"), new GrainState<Happening> { State = state });
        return ids;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await response.Json();
    }

    public async ValueTask DisposeAsync()
    {
        Stranger.Dispose();
        await Silo.DisposeAsync();
    }

    private sealed class Happening(ImmutableArray<EventRow> events) : ICarriesRows
    {
        public StateRows? TakeRows() => new(events, []);
    }
}
