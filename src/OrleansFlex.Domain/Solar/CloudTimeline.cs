using System.Collections.Immutable;

namespace OrleansFlex.Domain.Solar;

/// <summary>A cloud cover from an instant on, until the next value.</summary>
/// <param name="AtMs">Unix milliseconds.</param>
/// <param name="CoverPercent">Share of the sky that is covered, 0–100.</param>
public readonly record struct CloudValue(long AtMs, double CoverPercent);

/// <summary>A half-open stretch in which no cloud cover is known.</summary>
/// <param name="FromMs">Start, Unix milliseconds.</param>
/// <param name="ToMs">End, exclusive.</param>
public readonly record struct CloudGap(long FromMs, long ToMs);

/// <summary>
/// The cloud cover of an area: an immutable step function of time with gaps, as change points; NaN opens a gap. Before the
/// first point nothing is known, and the last point is always a gap, since every push has an end.
/// </summary>
public sealed class CloudTimeline
{
    /// <summary>The most change points kept; the oldest go first.</summary>
    public const int MaximumPoints = 20_000;

    /// <summary>How far back covers are kept: 35 days.</summary>
    public const long RetentionMs = 35L * 24 * 60 * 60 * 1000;

    private readonly long[] _at;
    private readonly double[] _percent;

    private CloudTimeline(long[] at, double[] percent) => (_at, _percent) = (at, percent);

    /// <summary>A timeline on which nothing is known.</summary>
    public static CloudTimeline Empty { get; } = new([], []);

    /// <summary>Whether nothing is known at any time.</summary>
    public bool IsEmpty => _at.Length == 0;

    /// <summary>Unix milliseconds of the change points, strictly rising.</summary>
    public ImmutableArray<long> At => [.. _at];

    /// <summary>The cover from each change point on, per cent; null opens a gap.</summary>
    public ImmutableArray<double?> Percent => [.. _percent.Select(percent => double.IsNaN(percent) ? (double?)null : percent)];

    /// <summary>Restores a timeline from its change points.</summary>
    /// <exception cref="ArgumentException">The points do not rise strictly in time, or are not as many as the covers.</exception>
    public static CloudTimeline FromPoints(IReadOnlyList<long> at, IReadOnlyList<double?> percent)
    {
        if (at.Count != percent.Count)
            throw new ArgumentException("There must be one cover for each point.", nameof(percent));
        for (var i = 1; i < at.Count; i++)
        {
            if (at[i] <= at[i - 1])
                throw new ArgumentException("Points must rise strictly in time.", nameof(at));
        }

        return at.Count == 0 ? Empty : new CloudTimeline([.. at], [.. percent.Select(each => each ?? double.NaN)]);
    }

    /// <summary>The cover in force at an instant, per cent; null where nothing is known.</summary>
    public double? CoverAt(long ms) => IndexAt(ms) is var index && index >= 0 && !double.IsNaN(_percent[index]) ? _percent[index] : null;

    /// <summary>Replaces exactly the push's window; what was in force at its end, cover or gap, resumes there. Forgets what is too old.</summary>
    public CloudTimeline Push(CloudPush push, long nowMs)
    {
        var at = new List<long>(_at.Length + push.Values.Length + 1);
        var percent = new List<double>(at.Capacity);
        for (var i = 0; i < _at.Length && _at[i] < push.FromMs; i++)
            Add(_at[i], _percent[i]);
        foreach (var value in push.Values)
            Add(value.AtMs, value.CoverPercent);
        Add(push.ToMs, IndexAt(push.ToMs) is var resumed && resumed >= 0 ? _percent[resumed] : double.NaN);
        for (var i = 0; i < _at.Length; i++)
        {
            if (_at[i] > push.ToMs)
                Add(_at[i], _percent[i]);
        }

        var skip = Math.Max(0, at.Count - MaximumPoints);
        while (skip + 1 < at.Count && at[skip + 1] <= nowMs - RetentionMs)
            skip++;
        return new CloudTimeline([.. at.Skip(skip)], [.. percent.Skip(skip)]);

        void Add(long ms, double value)
        {
            at.Add(ms);
            percent.Add(value);
        }
    }

    /// <summary>The cover over a half-open range, values and gaps; the first value is the one in force at its start, dated there.</summary>
    public (ImmutableArray<CloudValue> Values, ImmutableArray<CloudGap> Gaps) Read(long fromMs, long toMs)
    {
        var values = ImmutableArray.CreateBuilder<CloudValue>();
        var gaps = ImmutableArray.CreateBuilder<CloudGap>();
        var index = IndexAt(fromMs);
        for (var startMs = fromMs; startMs < toMs; index++)
        {
            var endMs = index + 1 < _at.Length ? Math.Min(_at[index + 1], toMs) : toMs;
            if (index >= 0 && !double.IsNaN(_percent[index]))
                values.Add(new CloudValue(startMs, _percent[index]));
            else if (gaps.Count > 0 && gaps[^1].ToMs == startMs)
                gaps[^1] = gaps[^1] with { ToMs = endMs };
            else
                gaps.Add(new CloudGap(startMs, endMs));
            startMs = endMs;
        }

        return (values.ToImmutable(), gaps.ToImmutable());
    }

    private int IndexAt(long ms)
    {
        var index = Array.BinarySearch(_at, ms);
        return index >= 0 ? index : ~index - 1;
    }
}
