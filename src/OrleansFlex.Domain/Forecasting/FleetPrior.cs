using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// What a car without a history is assumed to do, and what a short history is blended with. Either the built-in commuters,
/// or the mean of a fleet's histories.
/// </summary>
public sealed class FleetPrior
{
    private readonly double[] _returns;

    private FleetPrior(double[] returns) => _returns = returns;

    /// <summary>Typical European private cars.</summary>
    public static FleetPrior Default { get; } = MakeDefault();

    /// <summary>Mean minute of departure on working days and weekends.</summary>
    public (double Working, double Weekend) DepartMean { get; private init; } = (490, 640);

    /// <summary>Standard deviation of departure of one car from its own mean, minutes.</summary>
    public (double Working, double Weekend) DepartDeviation { get; private init; } = (60, 80);

    /// <summary>Share of returns after which a car is plugged in.</summary>
    public double PluggedShare { get; private init; } = 0.75;

    /// <summary>Mean drop of the level over a trip, points.</summary>
    public double DropMean { get; private init; } = 13;

    /// <summary>Variance of the drop, points squared.</summary>
    public double DropVariance { get; private init; } = 90;

    /// <summary>Expected returns in a local hour of one day.</summary>
    public double Returns(bool weekend, int hour) => _returns[(weekend ? 24 : 0) + hour];

    /// <summary>The mean of a fleet; falls back on the built-in where it has seen less than 50 days of a class.</summary>
    /// <param name="histories">The fleet's histories.</param>
    /// <param name="today">The current local day.</param>
    public static FleetPrior Of(IEnumerable<VehicleHistory> histories, long today)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var returns = new double[48];
        var days = new double[2];
        var depart = new double[2];
        var departSquares = new double[2];
        var departures = new double[2];
        double plugged = 0, drop = 0, dropSquares = 0, cars = 0;
        foreach (var history in histories.Where(h => h.Trips >= 3))
        {
            for (var kind = 0; kind < 2; kind++)
            {
                days[kind] += history.DaysObserved(kind == 1, today);
                for (var hour = 0; hour < 24; hour++)
                    returns[(24 * kind) + hour] += history.Returns(kind == 1, hour);
                var (count, mean, variance) = history.Departures(kind == 1);
                departures[kind] += count;
                depart[kind] += count * mean;
                departSquares[kind] += count * variance;
            }

            cars++;
            plugged += history.PluggedShare;
            drop += history.DropMean;
            dropSquares += history.DropVariance;
        }

        if (days[0] < 50 || days[1] < 50)
            return Default;
        for (var i = 0; i < 48; i++)
            returns[i] /= days[i / 24];
        return new FleetPrior(returns)
        {
            DepartMean = (depart[0] / departures[0], depart[1] / departures[1]),
            DepartDeviation = (Math.Sqrt(departSquares[0] / departures[0]) + 5, Math.Sqrt(departSquares[1] / departures[1]) + 5),
            PluggedShare = plugged / cars,
            DropMean = drop / cars,
            DropVariance = Math.Max(1, dropSquares / cars),
        };
    }

    private static FleetPrior MakeDefault()
    {
        var returns = new double[48];
        for (var hour = 0; hour < 24; hour++)
        {
            returns[hour] = (0.58 * Share(hour, 17.4, 1.1)) + (0.2 * Share(hour, 14.8, 1.8));
            returns[24 + hour] = 0.63 * Share(hour, 16.5, 1.8);
        }

        return new FleetPrior(returns);
    }

    private static double Share(int hour, double mean, double deviation) =>
        Below((hour + 1 - mean) / deviation) - Below((hour - mean) / deviation);

    /// <summary>Probability of a standard normal value up to z.</summary>
    internal static double Below(double z) => z >= 0 ? 1 - NormalDistribution.Tail(z) : NormalDistribution.Tail(z);
}
