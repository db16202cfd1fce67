namespace OrleansFlex.Domain.Forecasting;

/// <summary>An error in units of its scale, and how much it counts.</summary>
internal readonly record struct WeightedError(double Distance, double Weight);

/// <summary>The distribution of weighted errors as a histogram over the logarithm of their distance. Immutable.</summary>
internal sealed class ErrorDistribution
{
    private const int Bins = 48;
    private const double Lowest = -4.8;
    private const double Width = 0.2;
    private readonly float[] _upTo = new float[Bins + 1];

    public ErrorDistribution(List<WeightedError> errors)
    {
        foreach (var error in errors)
        {
            _upTo[Math.Clamp((int)Math.Ceiling(Position(error.Distance)), 0, Bins)] += (float)error.Weight;
            Weight += error.Weight;
        }

        for (var i = 1; i <= Bins; i++)
            _upTo[i] += _upTo[i - 1];
    }

    /// <summary>Weight of all errors.</summary>
    public double Weight { get; }

    /// <summary>Weight of the errors up to a distance.</summary>
    public double WeightWithin(double distance)
    {
        var at = Math.Clamp(Position(distance), 0, Bins);
        var low = (int)at;
        return low >= Bins ? _upTo[Bins] : _upTo[low] + ((_upTo[low + 1] - _upTo[low]) * (at - low));
    }

    private static double Position(double distance) => distance > 0 ? (Math.Log(distance) - Lowest) / Width : 0;
}
