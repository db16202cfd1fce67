using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// The surroundings that simulated households of one area share: calendar, outdoor temperature, clouds, and days that move
/// everyone alike. A pure function of (seed, area, time); recent days are kept. Safe for concurrent use.
/// </summary>
public sealed class LivingArea
{
    private const int SlowTerms = 6;
    private const double HolidayShare = 0.06;
    private readonly ulong _seed;
    private readonly double _latitude;
    private readonly Entry?[] _recent = new Entry?[4];

    /// <summary>Creates the surroundings of an area.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="areaName">The area; each has weather of its own.</param>
    /// <param name="calendar">Local time of the area.</param>
    /// <param name="latitude">Degrees north, for the season.</param>
    public LivingArea(ulong seed, string areaName, LocalCalendar calendar, double latitude)
    {
        _seed = seed ^ SeededRandom.KeyOf(areaName);
        _latitude = latitude;
        Calendar = calendar;
    }

    /// <summary>Local time of the area.</summary>
    public LocalCalendar Calendar { get; }

    /// <summary>The shared facts of a local day.</summary>
    public AreaDay Day(long day)
    {
        var slot = (int)(day & 3);
        var entry = Volatile.Read(ref _recent[slot]);
        if (entry is not null && entry.Number == day)
            return entry.Day;
        entry = new Entry(day, Make(day));
        Volatile.Write(ref _recent[slot], entry);
        return entry.Day;
    }

    /// <summary>Outdoor temperature, °C: the day's mean with a daily swing of ±4 °C, warmest at 15:00.</summary>
    public double TemperatureC(long instantMs)
    {
        var day = Calendar.DayAt(instantMs);
        var minute = Calendar.MinuteOfDayAt(instantMs);
        var towardsNext = Math.Abs(minute - 720) / 1440;
        var neighbour = Day(minute < 720 ? day - 1 : day + 1).MeanTemperatureC;
        var mean = (Day(day).MeanTemperatureC * (1 - towardsNext)) + (neighbour * towardsNext);
        return mean + (4 * Math.Cos(2 * Math.PI * (minute - 900) / 1440));
    }

    /// <summary>Cloud cover, 0 clear to 1 overcast.</summary>
    public double CloudCover(long instantMs)
    {
        var hours = Calendar.MinuteOfDayAt(instantMs) / 60;
        var whole = Math.Clamp((int)hours, 0, 23);
        var clouds = Day(Calendar.DayAt(instantMs)).CloudByHour;
        return clouds[whole] + ((clouds[whole + 1] - clouds[whole]) * (hours - whole));
    }

    private AreaDay Make(long day)
    {
        var dayOfYear = ((day % 365.2425) + 365.2425) % 365.2425;
        var season = -Math.Cos(2 * Math.PI * (dayOfYear - 20) / 365.2425) * (_latitude < 0 ? -1 : 1);
        var people = SeededRandom.Keyed(_seed, 1, day);
        var holiday = people.Chance(HolidayShare);
        var stayHome = (holiday ? 4 : 1) * Math.Exp(people.Normal(0, 0.25));
        var anomaly = Slow(2, day);
        var cloudMean = Math.Clamp(0.72 - (0.08 * season) + (0.25 * Slow(3, day)), 0, 1);
        var sky = SeededRandom.Keyed(_seed, 4, day);
        var clouds = new double[25];
        var drift = 0.0;
        for (var hour = 0; hour < clouds.Length; hour++)
        {
            drift = (0.8 * drift) + sky.Normal(0, 0.12);
            clouds[hour] = Math.Clamp(cloudMean + drift, 0, 1);
        }

        return new AreaDay(
            10.5 + (7.5 * season) + (3.5 * anomaly),
            clouds,
            stayHome,
            people.Normal(holiday ? -45 : 0, 8),
            Math.Exp(people.Normal(0, 0.08)));
    }

    /// <summary>A unit-variance process that remembers a few days: a moving average, so that no day needs all before it.</summary>
    private double Slow(long subject, long day)
    {
        double sum = 0, squares = 0, weight = 1;
        for (var back = 0; back < SlowTerms; back++, weight *= 0.7)
        {
            var draw = SeededRandom.Keyed(_seed, subject, day - back);
            sum += weight * draw.Normal();
            squares += weight * weight;
        }

        return sum / Math.Sqrt(squares);
    }

    private sealed record Entry(long Number, AreaDay Day);
}
