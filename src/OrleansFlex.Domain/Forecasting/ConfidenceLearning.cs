using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// How sure a zone's shape is, learned as its chunks end: follows the forecasts of the total and of its parts, and fits
/// a <see cref="CalibratedConfidence"/> every six hours. Before anything was learned its prior applies. Not thread-safe: it
/// belongs to one grain.
/// </summary>
/// <remarks>
/// The time of day is the zone's local one, since habits follow the clock on the wall, also where it changes. What is remembered is bounded: a
/// fortnight of every chunk of the total, and one chunk an hour of the unassigned rest and at most eight segments.
/// </remarks>
public sealed class ConfidenceLearning : IConfidence
{
    private const long HourMs = 3_600_000;
    private const long FitEveryMs = 6 * HourMs;
    private const int FewestSettled = 100;
    private const int MostSegments = 8;

    // As long as forecasts are remembered: by then what was learned before a restart hardly weighs any more.
    private const long KeepRestoredMs = 14 * 24 * HourMs;

    private readonly ShapeOptions _window;
    private readonly LocalCalendar _calendar;
    private readonly int _chunksPerHour;
    private readonly ForecastLedger _total = new();
    private readonly Dictionary<Guid, (SegmentDefinition Segment, ForecastLedger Ledger)> _segments = [];
    private readonly ForecastLedger _unassigned;
    private readonly CalibratedConfidence? _restored;
    private readonly long _restoredMs;
    private CalibratedConfidence _model;
    private long _learnedMs;
    private long? _startMs;
    private long _fittedMs;

    private ConfidenceLearning(
        ConfidenceOptions options, ShapeOptions window, LocalCalendar calendar, CalibratedConfidence? restored, long restoredMs)
    {
        _calendar = calendar;
        _window = window;
        _chunksPerHour = Math.Max(1, (int)(HourMs / window.ChunkMs));
        _unassigned = new ForecastLedger(_chunksPerHour);
        (_restored, _restoredMs, _learnedMs) = (restored, restoredMs, restoredMs);
        _model = restored ?? CalibratedConfidence.Create(ConfidenceModel.Create(options));
    }

    /// <summary>Whether anything has been learned, now or before a restart.</summary>
    public bool HasLearned => _learnedMs > 0;

    /// <summary>Begins, with what was saved if it can still be read and was learned of chunks as long as these.</summary>
    /// <param name="options">The margins.</param>
    /// <param name="window">Length of chunks.</param>
    /// <param name="calendar">The zone's local time.</param>
    /// <param name="saved">Bytes of <see cref="Save"/>; empty when there are none.</param>
    public static ConfidenceLearning Open(ConfidenceOptions options, ShapeOptions window, LocalCalendar calendar, byte[] saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(window);
        const int header = sizeof(int) + sizeof(long);
        if (saved.Length <= header || BitConverter.ToInt32(saved, 0) != window.ChunkMinutes)
            return new ConfidenceLearning(options, window, calendar, null, 0);
        var restored = CalibratedConfidence.Restore(options, saved[header..]);
        return new ConfidenceLearning(options, window, calendar, restored, restored is null ? 0 : BitConverter.ToInt64(saved, sizeof(int)));
    }

    /// <summary>What was learned, for <see cref="Open"/>.</summary>
    public byte[] Save() => [.. BitConverter.GetBytes(_window.ChunkMinutes), .. BitConverter.GetBytes(_learnedMs), .. _model.Save()];

    /// <inheritdoc/>
    public double Of(int leadChunks, long chunk, long expectedWatts, long variance, int assetCount) =>
        _model.Confidence(leadChunks, HourOf(_window.StartMs(chunk)), expectedWatts, variance, assetCount);

    /// <summary>Takes in a revision of the whole zone.</summary>
    public void Record(ZoneShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _startMs ??= _window.StartMs(shape.FirstChunk);
        _total.Record(shape.FirstChunk, shape.Total);
        _unassigned.Record(shape.FirstChunk, shape.Unassigned);
        foreach (var (segment, aggregate) in shape.Segments)
            LedgerOf(segment)?.Record(shape.FirstChunk, aggregate);
        foreach (var gone in _segments.Keys.Where(id => shape.Segments.All(part => part.Segment.Id != id)).ToArray())
            _segments.Remove(gone);
    }

    /// <summary>Fits if it is time to and there is enough to learn from; this takes tens of milliseconds.</summary>
    /// <returns>Whether something was learned.</returns>
    public bool Learn(long nowMs)
    {
        if (_startMs is not { } startMs)
            return false;
        if (nowMs - Math.Max(_fittedMs, startMs) < FitEveryMs)
            return false;
        var settled = Settled();
        if (settled.Count < FewestSettled)
            return false;
        _model = _restored is not null && nowMs - startMs < KeepRestoredMs
            ? _restored.Extend(settled, _restoredMs, nowMs)
            : _model.Fit(settled, nowMs);
        (_fittedMs, _learnedMs) = (nowMs, nowMs);
        return true;
    }

    private List<SettledForecast> Settled()
    {
        var all = new List<SettledForecast>(_total.Settled.Count);
        foreach (var ledger in _segments.Values.Select(part => part.Ledger).Prepend(_unassigned).Prepend(_total))
        {
            foreach (var (chunk, assetCount, error) in ledger.Settled)
            {
                // Nobody's load is always forecast right, and says nothing of others.
                if (error.ExpectedWatts == 0 && error.Variance == 0)
                    continue;
                var startMs = _window.StartMs(chunk);
                all.Add(new SettledForecast(
                    startMs, error.LeadChunks, HourOf(startMs), error.ExpectedWatts, error.Variance, assetCount, error.RealisedWatts));
            }
        }

        return all;
    }

    private ForecastLedger? LedgerOf(SegmentDefinition segment)
    {
        if (_segments.TryGetValue(segment.Id, out var held) && held.Segment.Includes == segment.Includes && held.Segment.Excludes == segment.Excludes)
            return held.Ledger;
        if (_segments.Count >= MostSegments && !_segments.ContainsKey(segment.Id))
            return null;
        _segments[segment.Id] = (segment, new ForecastLedger(_chunksPerHour));
        return _segments[segment.Id].Ledger;
    }

    private int HourOf(long ms) => (int)(_calendar.MinuteOfDayAt(ms) / 60);
}
