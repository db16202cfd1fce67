namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// Brings claimed probabilities to what came true: a straight line on log-odds (J. Platt, "Probabilistic outputs for support
/// vector machines", 1999), then a rising curve through ten classes of claims (isotonic regression, as B. Zadrozny and
/// C. Elkan use it, 2002). Errors of one day are alike, so few days look more telling than they are; fitted on claims about
/// days that were left out, this takes that back.
/// </summary>
internal sealed class Recalibration
{
    private const int Classes = 10;
    private const int Rounds = 12;
    private const double LinePrior = 30;
    private const double ClassPrior = 20;
    private readonly double _offset;
    private readonly double _slope;
    private readonly double[] _claimed;
    private readonly double[] _came;

    private Recalibration(double offset, double slope, double[] claimed, double[] came) =>
        (_offset, _slope, _claimed, _came) = (offset, slope, claimed, came);

    /// <summary>Changes nothing.</summary>
    public static Recalibration None { get; } = new(0, 1, [0, 1], [0, 1]);

    /// <summary>The probability after correction; rises with the one before.</summary>
    public double Apply(double probability)
    {
        var p = OnLine(probability, _offset, _slope);
        var at = Array.BinarySearch(_claimed, p);
        if (at >= 0)
            return _came[at];
        at = Math.Clamp(~at, 1, _claimed.Length - 1);
        var part = (p - _claimed[at - 1]) / (_claimed[at] - _claimed[at - 1]);
        return Math.Clamp(_came[at - 1] + (part * (_came[at] - _came[at - 1])), 0, 1);
    }

    /// <summary>Claims from which about this correction is learned again, spread evenly over all probabilities.</summary>
    /// <param name="weight">Of all of them.</param>
    public IEnumerable<(double Claimed, bool CameTrue, double Weight)> AsClaims(double weight)
    {
        for (var i = 0; i < Classes; i++)
        {
            var claimed = (i + 0.5) / Classes;
            var came = Apply(claimed);
            yield return (claimed, true, weight / Classes * came);
            yield return (claimed, false, weight / Classes * (1 - came));
        }
    }

    /// <summary>Saves the line and the curve.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_offset);
        writer.Write(_slope);
        writer.Write((byte)_claimed.Length);
        for (var i = 0; i < _claimed.Length; i++)
        {
            writer.Write(_claimed[i]);
            writer.Write(_came[i]);
        }
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="InvalidDataException">Not a rising curve of probabilities.</exception>
    /// <exception cref="EndOfStreamException">Cut off.</exception>
    public static Recalibration Read(BinaryReader reader)
    {
        var (offset, slope) = (reader.ReadDouble(), reader.ReadDouble());
        var count = reader.ReadByte();
        var (claimed, came) = (new double[count], new double[count]);
        var isRising = count >= 2 && double.IsFinite(offset) && double.IsFinite(slope);
        for (var i = 0; i < count; i++)
        {
            (claimed[i], came[i]) = (reader.ReadDouble(), reader.ReadDouble());
            isRising &= claimed[i] is >= 0 and <= 1 && came[i] is >= 0 and <= 1
                && (i == 0 || (claimed[i] > claimed[i - 1] && came[i] >= came[i - 1]));
        }

        if (!isRising || claimed[0] != 0 || claimed[^1] != 1)
            throw new InvalidDataException("Not a rising curve of probabilities.");
        return new Recalibration(offset, slope, claimed, came);
    }

    /// <summary>Learns from claims; held near no change while there is little to learn from.</summary>
    public static Recalibration Fit(IReadOnlyList<(double Claimed, bool CameTrue, double Weight)> claims)
    {
        var (offset, slope) = FitLine(claims);
        var (claimed, came) = FitCurve(claims, offset, slope);
        return new Recalibration(offset, slope, claimed, came);
    }

    private static double OnLine(double probability, double offset, double slope) =>
        probability is <= 0 or >= 1 || (offset == 0 && slope == 1) ? probability : 1 / (1 + Math.Exp(-(offset + (slope * LogOdds(probability)))));

    /// <summary>Greatest likelihood by Newton's method.</summary>
    private static (double Offset, double Slope) FitLine(IReadOnlyList<(double Claimed, bool CameTrue, double Weight)> claims)
    {
        double offset = 0, slope = 1;
        for (var round = 0; round < Rounds; round++)
        {
            double g0 = -LinePrior * offset, g1 = -LinePrior * (slope - 1);
            double h00 = LinePrior, h01 = 0, h11 = LinePrior;
            foreach (var (claimed, cameTrue, weight) in claims)
            {
                var x = LogOdds(claimed);
                var p = 1 / (1 + Math.Exp(-(offset + (slope * x))));
                var error = weight * ((cameTrue ? 1 : 0) - p);
                var curvature = weight * p * (1 - p);
                g0 += error;
                g1 += error * x;
                h00 += curvature;
                h01 += curvature * x;
                h11 += curvature * x * x;
            }

            var determinant = (h00 * h11) - (h01 * h01);
            var step0 = ((h11 * g0) - (h01 * g1)) / determinant;
            var step1 = ((h00 * g1) - (h01 * g0)) / determinant;
            offset = Math.Clamp(offset + step0, -3, 3);
            slope = Math.Clamp(slope + step1, 0.2, 2);
            if (Math.Abs(step0) + Math.Abs(step1) < 1e-9)
                break;
        }

        return (offset, slope);
    }

    /// <summary>What came true of each class of claims, made to rise by pooling neighbours that do not.</summary>
    private static (double[] Claimed, double[] Came) FitCurve(
        IReadOnlyList<(double Claimed, bool CameTrue, double Weight)> claims, double offset, double slope)
    {
        var weights = new double[Classes];
        var claimedSums = new double[Classes];
        var cameSums = new double[Classes];
        for (var i = 0; i < Classes; i++)
        {
            var middle = (i + 0.5) / Classes;
            (weights[i], claimedSums[i], cameSums[i]) = (ClassPrior, ClassPrior * middle, ClassPrior * middle);
        }

        foreach (var (claimed, cameTrue, weight) in claims)
        {
            var p = OnLine(claimed, offset, slope);
            var i = Math.Clamp((int)(p * Classes), 0, Classes - 1);
            weights[i] += weight;
            claimedSums[i] += weight * p;
            cameSums[i] += cameTrue ? weight : 0;
        }

        var pools = new List<(double Weight, double Claimed, double Came)>();
        for (var i = 0; i < Classes; i++)
        {
            var pool = (Weight: weights[i], Claimed: claimedSums[i], Came: cameSums[i]);
            while (pools.Count > 0 && pools[^1].Came / pools[^1].Weight >= pool.Came / pool.Weight)
            {
                var before = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pool = (pool.Weight + before.Weight, pool.Claimed + before.Claimed, pool.Came + before.Came);
            }

            pools.Add(pool);
        }

        var low = pools[0].Came / pools[0].Weight;
        var high = pools[^1].Came / pools[^1].Weight;
        return (
            [0, .. pools.Select(pool => pool.Claimed / pool.Weight), 1],
            [Math.Min(low, low / 2), .. pools.Select(pool => pool.Came / pool.Weight), Math.Max(high, 1)]);
    }

    private static double LogOdds(double probability)
    {
        var p = Math.Clamp(probability, 0.005, 0.995);
        return Math.Log(p / (1 - p));
    }
}
