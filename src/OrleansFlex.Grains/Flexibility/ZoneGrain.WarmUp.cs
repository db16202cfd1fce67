using System.Collections.Immutable;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZoneGrain
{
    private const int BatchSize = 500;

    // Asked for the local time, which is nearly always the same in all of a zone.
    private const int SampledLocations = 9;

    private IGrainTimer? _tick;
    private Task? _warmUp;
    private bool _isWarm;

    /// <inheritdoc/>
    public Task Wake() => _zone is null || _isWarm ? Task.CompletedTask : WarmUp();

    private void Open()
    {
        Restore();
        _tick = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(ToNextChunk(), TimeSpan.FromMilliseconds(settings.Window.ChunkMs))
        {
            Interleave = true,
            KeepAlive = true,
        });
    }

    private void Close()
    {
        _tick?.Dispose();
        _tick = null;
        _warmUp = null;
        _isWarm = false;
        Forget();
    }

    private Task WarmUp() => _warmUp ??= RunWarmUp();

    private async Task RunWarmUp()
    {
        try
        {
            var some = new List<Guid>(SampledLocations);
            await Put(CatalogKinds.Location, entry => Guid.Parse(entry.Id), entry => Sampled(entry, some), (partition, batch) => partition.PutHouseholds(batch));
            await Localise(some);
            await Put(CatalogKinds.Policy, entry => Guid.Parse(entry.LocationId!), Policy, (partition, batch) => partition.PutMembers(batch));
            await Put(CatalogKinds.Device, entry => Guid.Parse(entry.LocationId!), Asset, (partition, batch) => partition.PutMembers(batch));
            _segments = await GrainFactory.GetGrain<ISegmentBookGrain>(Contracts.GrainKeys.Of(Client)).List();
            // Prices of before a deactivation may still be at hand.
            await Task.WhenAll(Partitions().Select(partition => partition.Refresh(new RefreshRequest(null, RefreshRequest.Latest))));
            MarkAll();
            await Compose();
            _isWarm = _zone is not null;
            // What a partition has told since its snapshot was noted, but nobody composes it yet.
            if (_isWarm && _dirty.Count > 0)
                FlushInTurn().Ignore();
        }
        catch
        {
            // The next wake or tick tries again.
            _warmUp = null;
            throw;
        }
    }

    private async Task Put<T>(string kind, Func<CatalogEntry, Guid> siteOf, Func<CatalogEntry, T> map, Func<IZonePartitionGrain, ImmutableArray<T>, Task> put)
    {
        var batches = Enumerable.Range(0, ZonePartitions.Count).Select(_ => ImmutableArray.CreateBuilder<T>(BatchSize)).ToArray();
        await foreach (var entry in catalog.Stream(Client, kind, Id, CancellationToken.None))
        {
            if (kind == CatalogKinds.Device && !Contributes(entry))
                continue;
            var number = ZonePartitions.Of(siteOf(entry));
            batches[number].Add(map(entry));
            if (batches[number].Count == BatchSize)
                await put(Partition(number), batches[number].DrainToImmutable());
        }

        for (var number = 0; number < batches.Length; number++)
        {
            if (batches[number].Count > 0)
                await put(Partition(number), batches[number].DrainToImmutable());
        }
    }

    private static SiteSettings Sampled(CatalogEntry location, List<Guid> some)
    {
        if (some.Count < SampledLocations)
            some.Add(Guid.Parse(location.Id));
        return Household(location);
    }

    private static SiteSettings Household(CatalogEntry location) => new()
    {
        SiteId = Guid.Parse(location.Id),
        // Older than whatever the site itself has sent in the meantime.
        Version = 0,
        UserId = location.UserId ?? "",
        TimezoneName = "UTC",
        Zone = location.Zone,
        Area = location.Area,
        Composition = (HouseholdTypes)location.Composition,
        AssetCount = location.AssetCount,
    };

    private static ShapeMember Policy(CatalogEntry policy) =>
        new(Guid.Parse(policy.LocationId!), Guid.Parse(policy.Id), ShapeMemberKind.Policy);

    private static ShapeMember Asset(CatalogEntry device) =>
        new(Guid.Parse(device.LocationId!), Guid.Parse(device.Id), ShapeMemberKind.Asset);

    private static bool Contributes(CatalogEntry device) =>
        device.LocationId is not null && AssetTypes.TryParse(device.Type ?? "", out var type) && AssetTypes.Contributes(type);

    private TimeSpan ToNextChunk() => TimeSpan.FromMilliseconds(settings.Window.ChunkMs - (NowMs % settings.Window.ChunkMs));

    private async Task Tick(CancellationToken cancellation)
    {
        var first = settings.Window.ChunkAt(NowMs);
        try
        {
            await Roll(first);
        }
        finally
        {
            // A timer's period begins when its tick ends, so that the ticks of a large zone would fall ever later.
            var due = settings.Window.ChunkAt(NowMs) > first ? TimeSpan.FromMilliseconds(1) : ToNextChunk();
            _tick?.Change(due, TimeSpan.FromMilliseconds(settings.Window.ChunkMs));
        }
    }

    private async Task Roll(long first)
    {
        if (_zone is null)
            return;
        if (!_isWarm)
        {
            await WarmUp();
            return;
        }

        await Task.WhenAll(Partitions().Select(partition => partition.Roll(first)));
        await Task.WhenAll(Partitions().Select(partition => partition.Refresh(new RefreshRequest(null, 0))));
        MarkAll();
        await Compose();
        Learn();
    }

    /// <summary>The chunk that ended has shown how good its forecasts were.</summary>
    private void Learn()
    {
        if (_zone is null)
            return;
        if (_learning.Learn(NowMs))
        {
            // The same loads, but surer or less sure: every view is composed anew when it is next asked for.
            _composition++;
            _isLearnedUnsaved = true;
        }

        if (HasUnsaved)
            this.AsReference<IZoneGrain>().SaveLearned().Ignore();
    }

    private void MarkAll()
    {
        for (var number = 0; number < ZonePartitions.Count; number++)
            _dirty.Add(number);
    }
}
