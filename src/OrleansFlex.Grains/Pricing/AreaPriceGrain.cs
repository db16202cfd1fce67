using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Pricing;

/// <inheritdoc cref="IAreaPriceGrain"/>
[GrainType("area-price")]
public sealed class AreaPriceGrain(
    [PersistentState("area-price", Persistence.Store)] IPersistentState<AreaPriceState> store,
    TimeProvider clock) : Grain, IAreaPriceGrain
{
    private AreaSignal? _signal;

    // What the last push replaced, and from when on.
    private AreaSignal? _before;
    private long _changedFromMs;

    private AreaPriceState State => store.State;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var older = await Task.WhenAll(State.Segments.Select(segment => History(segment).Get()));
        var points = older.SelectMany(segment => segment.At.Zip(segment.Prices)).Concat(State.At.Zip(State.Price));
        _signal = State.At.Length == 0 ? null : new AreaSignal(State.Revision, PriceSignalTimeline.FromPoints(points));
    }

    /// <inheritdoc/>
    public async Task<long> Push(PriceSignalPush push)
    {
        var before = _signal;
        var timeline = (before?.Timeline ?? PriceSignalTimeline.Empty).Push(push);
        await Save(timeline, push.FromMs);
        (_before, _changedFromMs) = (before, push.FromMs);
        return State.Revision;
    }

    /// <inheritdoc/>
    public async Task<long> Undo(long revision)
    {
        if (State.Revision != revision)
            return State.Revision;
        if (_before is { } before)
            await Save(before.Timeline, _changedFromMs);
        else
            await Drop();
        _before = null;
        return State.Revision;
    }

    /// <inheritdoc/>
    public Task<AreaSignal?> GetSignal() => Task.FromResult(_signal);

    /// <inheritdoc/>
    public async Task Drop()
    {
        if (_signal is null)
            return;
        var dropped = State.Segments;
        // The revision goes on rising, so that nobody takes a curve of before for the next one.
        await store.AdoptAsync(new AreaPriceState { Revision = State.Revision + 1, NextSegment = State.NextSegment });
        _signal = null;
        Forget(dropped);
    }

    private async Task Save(PriceSignalTimeline timeline, long changedFromMs)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var keepFromMs = PriceArchive.KeepFromMs(State.Segments, timeline.PointCount, nowMs);
        timeline = timeline.Compact(keepFromMs, nowMs);
        var division = PriceArchive.Divide(timeline, State.Segments, State.NextSegment, keepFromMs, changedFromMs, nowMs);
        // Before the state that refers to them; what a crash leaves behind is written over.
        foreach (var (segment, points) in division.Added)
            await History(segment).Put(new PricePoints([.. points.Select(point => point.AtMs)], [.. points.Select(point => point.Price)]));
        var dropped = State.Segments.Except(division.Segments);
        await store.AdoptAsync(AreaPriceState.Of(State.Revision + 1, division));
        _signal = new AreaSignal(State.Revision, timeline);
        Forget(dropped);
    }

    private void Forget(IEnumerable<PriceSegment> segments)
    {
        foreach (var segment in segments)
            History(segment).Drop().Ignore();
    }

    private IAreaPriceHistoryGrain History(PriceSegment segment)
    {
        var key = this.GetPrimaryKeyString();
        var place = FormattableString.Invariant($"{GrainKeys.Part(key, 2)}/{segment.Number}");
        return GrainFactory.GetGrain<IAreaPriceHistoryGrain>(GrainKeys.Of(GrainKeys.Client(key), GrainKeys.Part(key, 1), place));
    }
}
