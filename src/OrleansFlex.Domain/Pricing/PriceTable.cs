using System.Collections.Immutable;
using NodaTime;

namespace OrleansFlex.Domain.Pricing;

/// <summary>
/// Prices read from a file of two columns: time and price per kWh. Times without an offset are local times of the zone; the
/// hour that spring skips may be there with a blank price, the hour that autumn repeats may be there twice. Immutable.
/// </summary>
public sealed partial class PriceTable
{
    private const long DayMs = 86_400_000;
    private const double DaysOfYear = 365.2425;

    private readonly ImmutableArray<(LocalDateTime Local, long AtMs, decimal Price)> _rows;
    private readonly DateTimeZone _zone;

    private PriceTable(DateTimeZone zone, ImmutableArray<(LocalDateTime Local, long AtMs, decimal Price)> rows)
    {
        _zone = zone;
        _rows = rows;
        var last = rows[^1].AtMs;
        EndMs = last + (rows.Length > 1 ? Math.Min(last - rows[^2].AtMs, DayMs) : 3_600_000);
    }

    /// <summary>The prices as steps, rising in time.</summary>
    public ImmutableArray<PriceStep> Steps => [.. _rows.Select(row => new PriceStep(row.AtMs, row.Price))];

    /// <summary>Where the last price ends: it lasts as long as the one before it. Unix ms.</summary>
    public long EndMs { get; }

    /// <summary>
    /// Moves the prices by whole weeks so that they cover a day before an instant and two days after it; weekday and local
    /// time of each price stay. Of several possible moves, the one that keeps the season best is taken.
    /// </summary>
    /// <param name="nowMs">Unix ms.</param>
    /// <param name="daysAhead">How far beyond now steps are wanted, if the data reach; at least 2.</param>
    /// <exception cref="FormatException">No move covers those three days: ten days of data always suffice.</exception>
    public ShiftedPrices ShiftByWholeWeeksTo(long nowMs, int daysAhead = 14)
    {
        var best = 0;
        var bestDistance = double.PositiveInfinity;
        var first = (long)Math.Ceiling((nowMs + (2 * DayMs) - EndMs) / (7.0 * DayMs)) - 1;
        var last = (long)Math.Floor((nowMs - DayMs - _rows[0].AtMs) / (7.0 * DayMs)) + 1;
        for (var weeks = first; weeks <= last; weeks++)
        {
            if (Moved(0, weeks) > nowMs - DayMs || MovedEnd(weeks) < nowMs + (2 * DayMs))
                continue;
            var years = weeks * 7 / DaysOfYear;
            var distance = Math.Abs(years - Math.Round(years)) + (1e-6 * Math.Abs(weeks));
            if (distance < bestDistance)
                (best, bestDistance) = ((int)weeks, distance);
        }

        if (double.IsInfinity(bestDistance))
            throw new FormatException("prices: the file covers too few days to be moved to now by whole weeks; ten days suffice");
        return new ShiftedPrices(StepsBetween(best, nowMs - DayMs, nowMs + (Math.Max(2, daysAhead) * DayMs)), MovedEnd(best), best);
    }

    private ImmutableArray<PriceStep> StepsBetween(int weeks, long fromMs, long toMs)
    {
        var steps = ImmutableArray.CreateBuilder<PriceStep>();
        for (var i = 0; i < _rows.Length; i++)
        {
            // A coarse look first: a move in local time differs from one in hours by no more than the clock's changes.
            var roughMs = _rows[i].AtMs + (weeks * 7 * DayMs);
            if (roughMs < fromMs - (2 * DayMs) || roughMs > toMs + (2 * DayMs))
                continue;
            var atMs = Moved(i, weeks);
            var isSkippedHour = _zone.MapLocal(MovedLocal(i, weeks)).Count == 0;
            if (atMs >= toMs || isSkippedHour || (steps.Count > 0 && atMs <= steps[^1].AtMs))
                continue;
            if (atMs <= fromMs)
                steps.Clear();
            steps.Add(new PriceStep(atMs, _rows[i].Price));
        }

        return steps.ToImmutable();
    }

    private LocalDateTime MovedLocal(int row, long weeks) => _rows[row].Local.PlusWeeks((int)weeks);

    private long Moved(int row, long weeks)
    {
        if (weeks == 0)
            return _rows[row].AtMs;
        var mapping = _zone.MapLocal(MovedLocal(row, weeks));
        // Of a repeated hour that is repeated again after the move, the second stays the second.
        var isSecond = mapping.Count == 2 && row > 0 && _rows[row - 1].Local >= _rows[row].Local;
        var instant = isSecond ? mapping.Last().ToInstant() : _zone.AtLeniently(MovedLocal(row, weeks)).ToInstant();
        return instant.ToUnixTimeMilliseconds();
    }

    private long MovedEnd(long weeks) => Moved(_rows.Length - 1, weeks) + (EndMs - _rows[^1].AtMs);
}
