namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// A straight line on log-odds that brings claimed probabilities to what came true (J. Platt, "Probabilistic outputs for
/// support vector machines", 1999). Errors of one day are alike, so few days look more telling than they are; the line,
/// fitted on days that were left out, takes that back.
/// </summary>
/// <param name="Offset">Log-odds added.</param>
/// <param name="Slope">Factor on the log-odds, always positive.</param>
internal readonly record struct Recalibration(double Offset, double Slope)
{
    private const int Rounds = 12;
    private const double PriorWeight = 30;

    /// <summary>Changes nothing.</summary>
    public static Recalibration None { get; } = new(0, 1);

    /// <summary>The probability after correction; 0 and 1 stay.</summary>
    public double Apply(double probability) =>
        probability is <= 0 or >= 1 ? probability : 1 / (1 + Math.Exp(-(Offset + (Slope * LogOdds(probability)))));

    /// <summary>The line of greatest likelihood, held near no change while there is little to learn from. Newton's method.</summary>
    public static Recalibration Fit(IReadOnlyList<(double Claimed, bool CameTrue, double Weight)> claims)
    {
        double offset = 0, slope = 1;
        for (var round = 0; round < Rounds; round++)
        {
            double g0 = -PriorWeight * offset, g1 = -PriorWeight * (slope - 1);
            double h00 = PriorWeight, h01 = 0, h11 = PriorWeight;
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

        return new Recalibration(offset, slope);
    }

    private static double LogOdds(double probability)
    {
        var p = Math.Clamp(probability, 0.005, 0.995);
        return Math.Log(p / (1 - p));
    }
}
