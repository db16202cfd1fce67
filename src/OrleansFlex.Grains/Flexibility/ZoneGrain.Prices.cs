using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZoneGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<Done>> PushPrices(ImmutableArray<string> areas, string currency, ImmutableArray<PriceSignalValue> values, long toMs)
    {
        if (_zone is not { } zone)
            return Refusal.Of(new ZoneNotActive(Id)) with { Code = "price_signal.zone_not_active" };
        var check = PriceSignalPush.Check(values, toMs, currency, zone.Currency);
        if (check.Rejection is { } rejection)
            return Refusal.Of(rejection);
        if (check.Value.FromMs < NowMs - PriceSignalTimeline.RetentionMs)
            return Refusal.At("price_signal.invalid", "values[0].at", "must lie within the last 400 days: older prices are not kept");

        var added = areas.Except(zone.PricedAreas, StringComparer.Ordinal).ToArray();
        if (added.Length > 0)
        {
            // Known before the first price is stored, so that deactivation finds every signal.
            var next = zone with { PricedAreas = [.. zone.PricedAreas, .. added], UpdatedAtMs = NowMs };
            await store.AdoptAsync(next);
            _zone = next;
        }

        var pushes = areas.Select(area => Area(area).Push(check.Value)).ToArray();
        try
        {
            await Task.WhenAll(pushes);
        }
        catch
        {
            await TakeBack(areas, pushes, zone);
            throw;
        }

        var requests = areas.Zip(pushes, (area, push) => new RefreshRequest(area, push.Result)).ToArray();
        // Where changes do not gather, the caller finds the shape planned against these prices.
        if (settings.FlushMilliseconds == 0)
        {
            await Task.WhenAll(requests.SelectMany(request => Partitions().Select(partition => partition.Refresh(request))));
            await Flush();
        }
        else
        {
            RefreshSoon(requests);
        }

        return Done.Instance;
    }

    /// <summary>Gives the areas that were written their prices of before, as far as the storage lets it, so that a push is all or nothing.</summary>
    private async Task TakeBack(ImmutableArray<string> areas, Task<long>[] pushes, ZoneGrainState before)
    {
        // A plan may have been made of the new prices in the meantime.
        RefreshSoon(await Task.WhenAll(areas.Zip(pushes).Where(pair => pair.Second.IsCompletedSuccessfully).Select(Undo)));
        if (_zone is { } zone && zone.PricedAreas.Length != before.PricedAreas.Length)
        {
            var next = zone with { PricedAreas = before.PricedAreas };
            await store.AdoptAsync(next);
            _zone = next;
        }

        async Task<RefreshRequest> Undo((string Area, Task<long> Push) pushed) =>
            new(pushed.Area, await Area(pushed.Area).Undo(await pushed.Push));
    }

    private void RefreshSoon(IEnumerable<RefreshRequest> requests)
    {
        foreach (var request in requests)
        {
            (_asked, _unanswered) = (request, ZonePartitions.Count);
            foreach (var partition in Partitions())
                partition.RefreshSoon(request).Ignore();
        }
    }
}
