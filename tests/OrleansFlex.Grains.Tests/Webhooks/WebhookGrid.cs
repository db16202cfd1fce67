using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Grains.Tests.Hosting;
using OrleansFlex.Storage;
using OrleansFlex.TestKit;

namespace OrleansFlex.Grains.Tests.Webhooks;

/// <summary>A grid with a sender in the test's hands, and a way to make events.</summary>
internal sealed class WebhookGrid : IAsyncDisposable
{
    public const string Name = "flex:session:updated";

    private readonly TestGrid _grid;
    private int _made;

    private WebhookGrid(TestGrid grid, ScriptedSender sender)
    {
        _grid = grid;
        Sender = sender;
    }

    public TestGrid Grid => _grid;

    public ScriptedSender Sender { get; }

    public ManualTimeProvider Real => _grid.Real;

    public DateTimeOffset Now => Real.GetUtcNow();

    public IWebhookBookGrain Book => _grid.Service<IGrainFactory>().GetGrain<IWebhookBookGrain>(GrainKeys.Of(TestGrid.Tenant));

    public static async Task<WebhookGrid> StartAsync()
    {
        var sender = new ScriptedSender();
        return new WebhookGrid(await TestGrid.StartAsync(configure: services => services.AddSingleton<IWebhookSender>(sender)), sender);
    }

    public IWebhookGrain Webhook(Guid id) => _grid.Service<IGrainFactory>().GetGrain<IWebhookGrain>(GrainKeys.Of(TestGrid.Tenant, id));

    public async Task<IWebhookGrain> CreateAsync(params string[] events)
    {
        var id = Guid.NewGuid();
        var draft = new WebhookDraft { Url = $"https://example.org/hook/{id}", Secret = "sealed", Events = events.Length == 0 ? [Name] : [.. events] };
        (await Book.Create(id, draft)).Value.ShouldNotBeNull();
        return Webhook(id);
    }

    /// <summary>Makes events of one entity in one write; answers their ids.</summary>
    public async Task<Guid[]> HappenAsync(int count, string entity = "e", string name = Name)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        var rows = ids.Select(id => new OrleansFlex.Storage.EventRow(
            TestGrid.Tenant, id, name, entity, "u", _grid.NowMs, Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","event":"{{name}}","entity":"{{entity}}"}""")));
        await _grid.Database.States.WriteAsync(new StateKey("made", $"{++_made}"), "{}"u8.ToArray(), null, null, new AppendedRows([.. rows], []), CancellationToken.None);
        _grid.Service<IEventSignal>().Raise(TestGrid.Tenant);
        return ids;
    }

    /// <summary>Waits until somebody waits for an instant, and lets it come.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var due = Now + span;
        await Real.WhenArmedAsync(due).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Real.AdvanceTo(due);
    }

    public ValueTask DisposeAsync() => _grid.DisposeAsync();
}
