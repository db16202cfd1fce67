using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Flexibility;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Solar;

/// <inheritdoc cref="IAreaWeatherGrain"/>
[GrainType("area-weather")]
public sealed class AreaWeatherGrain(
    [PersistentState("area-weather", Persistence.Store)] IPersistentState<AreaWeatherState> store,
    ShapeSettings settings,
    TimeProvider clock) : Grain, IAreaWeatherGrain
{
    // Read by calls that interleave with a write, so it holds only what is durable.
    private AreaWeather? _weather;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private string ZoneId => GrainKeys.Part(this.GetPrimaryKeyString(), 1);

    private string AreaId => GrainKeys.Part(this.GetPrimaryKeyString(), 2);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _weather = store.State.ToWeather();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Outcome<Done>> Push(ImmutableArray<CloudValue> values, long toMs)
    {
        var check = CloudPush.Check(values, toMs);
        if (check.Rejection is { } rejection)
            return Refusal.Of(rejection);
        if (check.Value.FromMs < clock.GetUtcNow().ToUnixTimeMilliseconds() - CloudTimeline.RetentionMs)
            return Refusal.At("weather.invalid", "values[0].at", "must lie within the last 35 days: older weather is not kept");
        var timeline = (_weather?.ToTimeline() ?? CloudTimeline.Empty).Push(check.Value, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var next = AreaWeatherState.Of(store.State.Revision + 1, timeline);
        await store.AdoptAsync(next);
        _weather = next.ToWeather();
        await PlanAnew(next.Revision);
        return Done.Instance;
    }

    /// <inheritdoc/>
    public Task<AreaWeather?> GetWeather() => Task.FromResult(_weather);

    private async Task PlanAnew(long revision)
    {
        var zone = GrainFactory.GetGrain<IZoneGrain>(GrainKeys.Of(Client, ZoneId));
        // The members of a zone that is not active plan when they are asked.
        if (await zone.Get() is null)
            return;
        var request = RefreshRequest.OfWeather(AreaId, revision);
        var partitions = Enumerable.Range(0, ZonePartitions.Count)
            .Select(number => GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, ZoneId, number)));
        if (settings.FlushMilliseconds == 0)
        {
            // Where changes do not gather, the caller finds the shape planned with this weather.
            await Task.WhenAll(partitions.Select(partition => partition.Refresh(request)));
            await zone.Flush();
            return;
        }

        foreach (var partition in partitions)
            partition.RefreshSoon(request).Ignore();
    }
}
