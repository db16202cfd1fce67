using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Sandbox;

/// <summary>When and how far a simulated car is driven. Minutes are local minutes of the day.</summary>
/// <param name="WeekdayDepart">Usual departure on working days.</param>
/// <param name="WeekdayArrive">Usual return on working days.</param>
/// <param name="WeekendDepart">Usual departure at weekends.</param>
/// <param name="WeekendArrive">Usual return at weekends.</param>
/// <param name="JitterMinutes">Standard deviation of departure; the return varies 1.5 times as much.</param>
/// <param name="StayHomeWeekday">Probability of a working day at home.</param>
/// <param name="StayHomeWeekend">Probability of a weekend day at home.</param>
/// <param name="PlugProbability">Probability of plugging in on return above 40 %; below 40 % it is at least 0.95.</param>
/// <param name="TripKwh">Median battery energy of a day's driving at 20 °C, kWh.</param>
public readonly record struct VehicleHabits(
    float WeekdayDepart,
    float WeekdayArrive,
    float WeekendDepart,
    float WeekendArrive,
    float JitterMinutes,
    float StayHomeWeekday,
    float StayHomeWeekend,
    float PlugProbability,
    float TripKwh)
{
    private const double EarliestMinute = 270;
    private const double LatestMinute = 1425;

    /// <summary>A car that never leaves.</summary>
    public static VehicleHabits Parked { get; } = new(480, 1020, 600, 960, 0, 1, 1, 1, 0);

    /// <summary>The car's day: the same for the same arguments, whatever was asked before.</summary>
    public VehicleDay Day(ulong seed, LivingArea area, long day)
    {
        var weekend = LocalCalendar.IsWeekend(day);
        var shared = area.Day(day);
        var random = SeededRandom.Keyed(seed, 17, day);
        var stay = weekend ? StayHomeWeekend : StayHomeWeekday;
        var odds = stay >= 1 ? double.PositiveInfinity : stay / (1 - stay) * shared.StayHomeFactor;
        var drives = random.NextDouble() >= (double.IsInfinity(odds) ? 1 : odds / (1 + odds));
        var departJitter = random.Normal(0, JitterMinutes);
        var arriveJitter = random.Normal(shared.ArrivalShiftMinutes, JitterMinutes * 1.5);
        var length = Math.Exp(random.Normal(0, 0.45)) * shared.DistanceFactor * (weekend ? 0.8 : 1);
        var plugDraw = random.NextDouble();
        if (!drives)
            return default;

        var depart = Math.Clamp((weekend ? WeekendDepart : WeekdayDepart) + departJitter, EarliestMinute, LatestMinute - 45);
        var arrive = Math.Clamp((weekend ? WeekendArrive : WeekdayArrive) + arriveJitter, depart + 30, LatestMinute);
        var cold = 1 + (0.015 * Math.Max(0, 20 - shared.MeanTemperatureC));
        return new VehicleDay(
            true,
            area.Calendar.InstantMs(day, depart),
            area.Calendar.InstantMs(day, arrive),
            TripKwh * length * cold,
            plugDraw);
    }

    /// <summary>The odds of plugging in with such a level (0–1) on return.</summary>
    public double PlugOdds(double level) => level < 0.4 ? Math.Max(0.95, PlugProbability) : PlugProbability;
}
