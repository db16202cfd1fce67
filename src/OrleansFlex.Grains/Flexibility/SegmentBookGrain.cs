using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Flexibility;

/// <inheritdoc cref="ISegmentBookGrain"/>
[GrainType("segment-book")]
public sealed class SegmentBookGrain(
    [PersistentState("segment-book", Persistence.Store)] IPersistentState<SegmentBookState> store,
    IGridCatalog catalog,
    TimeProvider clock) : Grain, ISegmentBookGrain
{
    // Read by others while a write is under way, so it holds only what is durable.
    private SegmentBook _book = SegmentBook.Empty;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = new SegmentBook([.. store.State.Segments]);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Outcome<SegmentDefinition>> Create(SegmentDraft draft)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        return Save(new SegmentCommand.Create(id, draft.Name, draft.Includes, draft.Excludes), id);
    }

    /// <inheritdoc/>
    public Task<Outcome<SegmentDefinition>> Replace(Guid id, SegmentDraft draft) =>
        Save(new SegmentCommand.Replace(id, draft.Name, draft.Includes, draft.Excludes), id);

    /// <inheritdoc/>
    public async Task<Outcome<Done>> Delete(Guid id)
    {
        var outcome = await Save(new SegmentCommand.Delete(id), id);
        return outcome.Refusal is { } refusal ? refusal : Done.Instance;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<SegmentDefinition>> List() => Task.FromResult(_book.Segments);

    private async Task<Outcome<SegmentDefinition>> Save(SegmentCommand command, Guid id)
    {
        var decision = SegmentBook.Decide(_book, command, clock.GetUtcNow());
        if (decision.Rejection is { } rejection)
            return Refusal.Of(rejection);

        var next = decision.Value;
        await store.AdoptAsync(new SegmentBookState { Segments = [.. next.Segments] });
        _book = next;
        await TellZones();
        return new Outcome<SegmentDefinition>(next.Find(id), null);
    }

    private async Task TellZones()
    {
        var client = GrainKeys.Client(this.GetPrimaryKeyString());
        await foreach (var zone in catalog.Stream(client, CatalogKinds.Zone, null, CancellationToken.None))
            await GrainFactory.GetGrain<IZoneGrain>(GrainKeys.Of(client, zone.Id)).SegmentsChanged(_book.Segments);
    }
}
