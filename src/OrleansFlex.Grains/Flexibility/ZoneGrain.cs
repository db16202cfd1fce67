using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Flexibility;

/// <inheritdoc cref="IZoneGrain"/>
[GrainType("zone"), KeepAlive]
public sealed partial class ZoneGrain(
    [PersistentState("zone", Persistence.Store)] IPersistentState<ZoneGrainState> store,
    IGridCatalog catalog,
    TimeProvider clock,
    ShapeSettings settings) : Grain, IZoneGrain
{
    // Read by calls that interleave with a write, so it holds only what is durable.
    private ZoneGrainState? _zone;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private string Id => GrainKeys.Part(this.GetPrimaryKeyString(), 1);

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (store.RecordExists)
        {
            _zone = store.State;
            _health = new ZoneHealth(settings.Status, _zone.Control);
            Open();
            this.AsReference<IZoneGrain>().Wake().Ignore();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Outcome<Zone>> Activate(string currency)
    {
        var current = _zone is { } zone ? new ZoneState(Id, zone.Currency, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch) : null;
        var decision = ZoneActivation.Activate(current, Id, currency, await TakeCensus(), clock.GetUtcNow());
        if (decision.Rejection is { } rejection)
            return Refusal.Of(rejection);

        var next = new ZoneGrainState { CreatedAtMs = NowMs, UpdatedAtMs = NowMs, Currency = currency };
        await store.AdoptAsync(next);
        _zone = next;
        Open();
        // A small zone has its shape before the caller can ask; a large one says that it is warming up.
        await Task.WhenAny(WarmUp(), Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System));
        return next.ToZone(Id);
    }

    /// <inheritdoc/>
    public Task<Zone?> Get() => Task.FromResult(_zone?.ToZone(Id));

    /// <inheritdoc/>
    public async Task<bool> Deactivate()
    {
        if (_zone is not { } last)
            return false;
        foreach (var area in last.PricedAreas)
            await Area(area).Drop();
        await store.ClearStateAsync();
        _zone = null;
        Close();
        await Task.WhenAll(Partitions().Select(partition => partition.Refresh(new RefreshRequest(null, 0) { IsClosing = true })));
        await Task.WhenAll(Partitions().Select(partition => partition.Drop()));
        return true;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ZoneArea>?> GetAreas()
    {
        if (_zone is not { } zone)
            return null;
        var counts = await catalog.CountLocationsByArea(Client, Id, CancellationToken.None);
        return
        [
            .. counts
                .Where(count => count.Area is not null)
                .OrderBy(count => count.Area, StringComparer.Ordinal)
                .Select(count => new ZoneArea(count.Area!, count.Count, zone.PricedAreas.Contains(count.Area))),
        ];
    }

    /// <inheritdoc/>
    public Task SegmentsChanged(ImmutableArray<SegmentDefinition> segments)
    {
        _segments = segments;
        return _isWarm ? Compose() : Task.CompletedTask;
    }

    private async Task<ZoneCensus> TakeCensus()
    {
        var counts = await catalog.CountLocationsByArea(Client, Id, CancellationToken.None);
        var byArea = counts.Where(count => count.Area is not null).ToImmutableSortedDictionary(count => count.Area!, count => count.Count, StringComparer.Ordinal);
        var without = counts.Where(count => count.Area is null).Sum(count => count.Count);
        var names = ImmutableArray.CreateBuilder<string>();
        if (without > 0)
        {
            await foreach (var location in catalog.Stream(Client, CatalogKinds.Location, Id, CancellationToken.None))
            {
                if (location.Area is null)
                    names.Add(location.Id);
                if (names.Count == ZoneActivation.NamedLocations)
                    break;
            }
        }

        return new ZoneCensus(byArea, names.ToImmutable(), without);
    }

    private IAreaPriceGrain Area(string area) => GrainFactory.GetGrain<IAreaPriceGrain>(GrainKeys.Of(Client, Id, area));

    private IEnumerable<IZonePartitionGrain> Partitions() => Enumerable.Range(0, ZonePartitions.Count).Select(Partition);

    private IZonePartitionGrain Partition(int number) =>
        GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, Id, number));
}
