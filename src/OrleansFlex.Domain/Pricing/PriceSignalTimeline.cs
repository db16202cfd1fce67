using System.Collections.Immutable;

namespace OrleansFlex.Domain.Pricing;

/// <summary>
/// The price signal of an area: an immutable step function of time with gaps.
/// <code>
///      12:00   13:00   14:00   15:00
///        |  0.20  |  0.35  |   ?   |
/// before |--------|--------|·······|
/// push [12:30, 13:30) 0.10: 12:00 0.20 · 12:30 0.10 · 13:30 0.35 · 14:00 unknown
/// </code>
/// Held as change points in two parallel arrays; a point without a price opens a gap. Before the first point nothing is
/// known, and the last point is always a gap, since every push has an end.
/// </summary>
public sealed partial class PriceSignalTimeline
{
    private readonly long[] _at;
    private readonly decimal?[] _price;

    private PriceSignalTimeline(long[] at, decimal?[] price) => (_at, _price) = (at, price);

    /// <summary>A timeline on which nothing is known.</summary>
    public static PriceSignalTimeline Empty { get; } = new([], []);

    /// <summary>Whether nothing is known at any time.</summary>
    public bool IsEmpty => _at.Length == 0;

    /// <summary>The number of change points held, ends of gaps included.</summary>
    public int PointCount => _at.Length;

    /// <summary>The end of what is known, Unix milliseconds, or null when nothing is.</summary>
    public long? KnownUntilMs => IsEmpty ? null : _at[^1];

    /// <summary>The change points, for storage: a null price opens a gap.</summary>
    public IEnumerable<(long AtMs, decimal? Price)> Points
    {
        get
        {
            for (var i = 0; i < _at.Length; i++)
                yield return (_at[i], _price[i]);
        }
    }

    /// <summary>The change points at or after an instant.</summary>
    public ImmutableArray<(long AtMs, decimal? Price)> PointsFrom(long ms)
    {
        var first = FirstAtOrAfter(ms);
        var points = ImmutableArray.CreateBuilder<(long, decimal?)>(_at.Length - first);
        for (var i = first; i < _at.Length; i++)
            points.Add((_at[i], _price[i]));
        return points.MoveToImmutable();
    }

    /// <summary>Restores a timeline from stored <see cref="Points"/>.</summary>
    /// <exception cref="ArgumentException">Not strictly rising, or the last point has a price.</exception>
    public static PriceSignalTimeline FromPoints(IEnumerable<(long AtMs, decimal? Price)> points)
    {
        var all = points.ToArray();
        for (var i = 1; i < all.Length; i++)
            if (all[i].AtMs <= all[i - 1].AtMs)
                throw new ArgumentException("Points must rise strictly in time.", nameof(points));
        if (all.Length > 0 && all[^1].Price is not null)
            throw new ArgumentException("The last point must open a gap.", nameof(points));
        return all.Length == 0 ? Empty : new([.. all.Select(point => point.AtMs)], [.. all.Select(point => point.Price)]);
    }

    /// <summary>The price in force at an instant, or null where nothing is known.</summary>
    public decimal? At(long ms) => IndexAt(ms) is var index and >= 0 ? _price[index] : null;

    /// <summary>Replaces exactly the push's window. What was in force at its end, price or gap, resumes there.</summary>
    public PriceSignalTimeline Push(PriceSignalPush push)
    {
        var before = FirstAtOrAfter(push.FromMs);
        var after = FirstAtOrAfter(push.ToMs);
        var resumes = after >= _at.Length || _at[after] != push.ToMs;
        var values = push.Values.AsSpan();
        var at = new long[before + values.Length + (resumes ? 1 : 0) + _at.Length - after];
        var price = new decimal?[at.Length];
        Array.Copy(_at, at, before);
        Array.Copy(_price, price, before);
        var next = before;
        foreach (var value in values)
            (at[next], price[next++]) = (value.AtMs, value.Price);
        if (resumes)
            (at[next], price[next++]) = (push.ToMs, At(push.ToMs));
        Array.Copy(_at, after, at, next, _at.Length - after);
        Array.Copy(_price, after, price, next, _at.Length - after);
        return new(at, price);
    }

    /// <summary>The signal over a half-open range, values and gaps. An empty range reads as nothing.</summary>
    public PriceSignalReading Read(long fromMs, long toMs)
    {
        var values = ImmutableArray.CreateBuilder<PriceSignalValue>();
        var gaps = ImmutableArray.CreateBuilder<PriceSignalGap>();
        var index = IndexAt(fromMs);
        for (var startMs = fromMs; startMs < toMs; index++)
        {
            var endMs = index + 1 < _at.Length ? Math.Min(_at[index + 1], toMs) : toMs;
            if (index >= 0 && _price[index] is { } known)
                values.Add(new PriceSignalValue(startMs, known));
            else if (gaps.Count > 0 && gaps[^1].ToMs == startMs)
                gaps[^1] = gaps[^1] with { ToMs = endMs };
            else
                gaps.Add(new PriceSignalGap(startMs, endMs));
            startMs = endMs;
        }
        return new PriceSignalReading(values.ToImmutable(), gaps.ToImmutable());
    }

    /// <summary>The instants in a closed range at which the price can change: the range's ends and the points between.</summary>
    internal IEnumerable<long> ChangesBetween(long fromMs, long toMs)
    {
        if (fromMs > toMs)
            yield break;
        yield return fromMs;
        for (var i = FirstAtOrAfter(fromMs); i < _at.Length && _at[i] < toMs; i++)
            yield return _at[i];
        yield return toMs;
    }

    private int FirstAtOrAfter(long ms)
    {
        var index = Array.BinarySearch(_at, ms);
        return index >= 0 ? index : ~index;
    }

    private int IndexAt(long ms)
    {
        var index = Array.BinarySearch(_at, ms);
        return index >= 0 ? index : ~index - 1;
    }
}
