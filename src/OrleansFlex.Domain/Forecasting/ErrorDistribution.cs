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

    /// <summary>Where a distance lies on the histogram's axis; made once, it serves many distributions.</summary>
    public static double Position(double distance) =>
        distance > 0 ? Math.Clamp((Math.Log(distance) - Lowest) / Width, 0, Bins) : 0;

    /// <summary>Counts an error. Not after <see cref="Sum"/>.</summary>
    /// <param name="position">The <see cref="Position"/> of its distance.</param>
    /// <param name="weight">Its weight.</param>
    public void Add(double position, double weight)
    {
        _upTo[(int)Math.Ceiling(position)] += (float)weight;
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

    /// <summary>Weight of the errors up to a distance, given by its <see cref="Position"/>.</summary>
    public double WeightWithin(double position)
    {
        var low = (int)position;
        return low >= Bins ? _upTo[Bins] : _upTo[low] + ((_upTo[low + 1] - _upTo[low]) * (position - low));
    }

    /// <summary>The same errors, all counting so many times as much, open for more. Only after <see cref="Sum"/>.</summary>
    public ErrorDistribution Weighted(double factor)
    {
        var result = new ErrorDistribution { Weight = Weight * factor };
        for (var i = 0; i <= Bins; i++)
            result._upTo[i] = (float)((_upTo[i] - (i == 0 ? 0 : _upTo[i - 1])) * factor);
        return result;
    }

    /// <summary>Saves a closed histogram: its weight, and the part of the sums that rises.</summary>
    public void Write(BinaryWriter writer)
    {
        var first = 0;
        while (first < Bins && _upTo[first] == 0)
            first++;
        var last = Bins;
        while (last > first && _upTo[last] == _upTo[last - 1])
            last--;
        writer.Write(Weight);
        writer.Write((byte)first);
        writer.Write((byte)last);
        for (var i = first; i <= last; i++)
            writer.Write(_upTo[i]);
    }

    /// <summary>Reads a closed histogram.</summary>
    /// <exception cref="InvalidDataException">Not one.</exception>
    /// <exception cref="EndOfStreamException">Cut off.</exception>
    public static ErrorDistribution Read(BinaryReader reader)
    {
        var result = new ErrorDistribution { Weight = reader.ReadDouble(), _isSummed = true };
        int first = reader.ReadByte(), last = reader.ReadByte();
        if (!(result.Weight >= 0 && double.IsFinite(result.Weight)) || first > last || last > Bins)
            throw new InvalidDataException("Not a distribution of errors.");
        var before = 0f;
        for (var i = first; i <= Bins; i++)
        {
            var sum = i <= last ? reader.ReadSingle() : before;
            if (!(sum >= before && float.IsFinite(sum)))
                throw new InvalidDataException("The sums of a distribution of errors must rise.");
            result._upTo[i] = before = sum;
        }

        return result;
    }
}
