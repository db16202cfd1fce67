namespace OrleansFlex.Domain.Forecasting;

/// <summary>The distribution of weighted errors, in units of their scale, as a histogram over the logarithm of their distance.</summary>
internal sealed class ErrorDistribution
{
    private const int Bins = 48;
    private const double Lowest = -4.8;
    private const double Width = 0.2;
    private readonly float[] _upTo = new float[Bins + 1];
    private bool _isSummed;

    /// <summary>Weight of all errors.</summary>
    public double Weight { get; private set; }

    /// <summary>Counts an error. Not after the first question.</summary>
    public void Add(double distance, double weight)
    {
        _upTo[Math.Clamp((int)Math.Ceiling(Position(distance)), 0, Bins)] += (float)weight;
        Weight += weight;
    }

    /// <summary>Closes the histogram: from now on it only answers.</summary>
    public void Sum()
    {
        if (_isSummed)
            return;
        _isSummed = true;
        for (var i = 1; i <= Bins; i++)
            _upTo[i] += _upTo[i - 1];
    }

    /// <summary>Weight of the errors up to a distance.</summary>
    public double WeightWithin(double distance)
    {
        var at = Math.Clamp(Position(distance), 0, Bins);
        var low = (int)at;
        return low >= Bins ? _upTo[Bins] : _upTo[low] + ((_upTo[low + 1] - _upTo[low]) * (at - low));
    }

    private static double Position(double distance) => distance > 0 ? (Math.Log(distance) - Lowest) / Width : 0;
}
