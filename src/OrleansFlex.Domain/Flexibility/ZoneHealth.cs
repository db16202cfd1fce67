using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// What a zone remembers to tell its status: the last revisions of the total and of each segment, and the control actions.
/// Not thread-safe: it belongs to one grain.
/// </summary>
/// <param name="options">The thresholds.</param>
/// <param name="control">Control actions, as <see cref="ControlHistory.Save"/> gave them; null or empty to begin without any.</param>
public sealed class ZoneHealth(FlexStatusOptions options, byte[]? control = null)
{
    private readonly ForecastHistory _total = new(options);
    private readonly Dictionary<Guid, (SegmentDefinition Segment, ForecastHistory History)> _bySegment = [];

    /// <summary>The control actions; add to it as their outcomes become known.</summary>
    public ControlHistory Control { get; } = ControlHistory.Restore(options, control ?? []);

    /// <summary>Records a revision of the whole zone. Segments that are new or select otherwise than before begin anew.</summary>
    public void Record(ZoneShape shape)
    {
        _total.Add(shape.FirstChunk, shape.Total.Expected.AsSpan());
        foreach (var (segment, aggregate) in shape.Segments)
        {
            if (!_bySegment.TryGetValue(segment.Id, out var held) || !SelectsTheSame(held.Segment, segment))
                held = (segment, new ForecastHistory(options));
            _bySegment[segment.Id] = held;
            held.History.Add(shape.FirstChunk, aggregate.Expected.AsSpan());
        }
        if (_bySegment.Count > shape.Segments.Length)
            foreach (var gone in _bySegment.Keys.Except(shape.Segments.Select(segment => segment.Segment.Id)).ToList())
                _bySegment.Remove(gone);
    }

    /// <summary>The zone's status, and that of each segment with households here, in the order of the shape.</summary>
    public ZoneStatus Status(ZoneShape shape, long nowMs)
    {
        var segments = ImmutableArray.CreateBuilder<SegmentStatus>(shape.Segments.Length);
        foreach (var (segment, aggregate) in shape.Segments)
        {
            var isStable = !_bySegment.TryGetValue(segment.Id, out var held) || held.History.IsStable();
            segments.Add(new SegmentStatus(
                segment, new FlexStatus(isStable, FlexStatus.Solvent(aggregate, options), Control.IsNominal(segment, nowMs))));
        }
        var zone = new FlexStatus(_total.IsStable(), FlexStatus.Solvent(shape.Total, options), Control.IsNominal(null, nowMs));
        return new ZoneStatus(zone, segments.MoveToImmutable());
    }

    private static bool SelectsTheSame(SegmentDefinition one, SegmentDefinition other) =>
        one.Includes == other.Includes && one.Excludes == other.Excludes;
}
