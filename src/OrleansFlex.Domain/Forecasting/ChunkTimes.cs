using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// Local days and hours in the middles of chunks: the same for all cars of a time zone, which mostly follow each other, so that a thread keeps those
/// that it worked out last.
/// </summary>
internal sealed class ChunkTimes
{
    [ThreadStatic]
    private static ChunkTimes? _last;

    private readonly LocalCalendar _calendar;
    private readonly long _firstMs;
    private readonly long _chunkMs;
    private readonly byte[] _lower;
    private readonly byte[] _upper;
    private readonly double[] _share;

    private ChunkTimes(LocalCalendar calendar, long firstMs, long chunkMs, int count)
    {
        (_calendar, _firstMs, _chunkMs) = (calendar, firstMs, chunkMs);
        Days = new long[count];
        (_lower, _upper, _share) = (new byte[count], new byte[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var middleMs = firstMs + (i * chunkMs) + (chunkMs / 2);
            Days[i] = calendar.DayAt(middleMs);
            var at = (calendar.MinuteOfDayAt(middleMs) / 60) - 0.5;
            var low = (int)Math.Floor(at);
            _lower[i] = (byte)Math.Clamp(low, 0, 23);
            _upper[i] = (byte)Math.Clamp(low + 1, 0, 23);
            _share[i] = at - low;
        }
    }

    /// <summary>Local days, as <see cref="LocalCalendar.DayAt"/> counts them.</summary>
    public long[] Days { get; }

    /// <summary>The times of a row of chunks.</summary>
    public static ChunkTimes Of(LocalCalendar calendar, long firstMs, long chunkMs, int count) =>
        _last is { } last && ReferenceEquals(last._calendar, calendar) && (last._firstMs, last._chunkMs, last.Days.Length) == (firstMs, chunkMs, count)
            ? last
            : _last = new ChunkTimes(calendar, firstMs, chunkMs, count);

    /// <summary>A rate per hour in the middle of a chunk, linear between the middles of the hours.</summary>
    public double Density(ReadOnlySpan<double> ratesByHour, int chunk)
    {
        var left = ratesByHour[_lower[chunk]];
        return left + ((ratesByHour[_upper[chunk]] - left) * _share[chunk]);
    }
}
