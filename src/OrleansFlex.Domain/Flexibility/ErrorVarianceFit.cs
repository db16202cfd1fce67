namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// Estimates an <see cref="ErrorVariance"/>: weighted least squares of squared errors on (Σσ², (Σμ)²) with weights
/// 1/variance², repeated with the variances found, which is Fisher scoring for the normal likelihood. Squared errors
/// count at most nine times their variance, so that one outage does not spoil the fit.
/// </summary>
internal static class ErrorVarianceFit
{
    /// <summary>Fewer usable errors than this change nothing.</summary>
    public const int FewestErrors = 50;

    private const int Rounds = 40;
    private const double Cap = 9;

    // E[min(Z², 9)] of a standard normal Z: the capped squares are this much too small.
    private const double CapBias = 0.99499;

    // Factors are kept within what can be believed.
    private const double MostOwn = 100;
    private const double MostCommon = 1;

    public static ErrorVariance Fit(IReadOnlyList<RealisedError> errors, ErrorVariance prior)
    {
        var usable = errors.Where(error => error.Variance > 0 || error.ExpectedWatts != 0).ToArray();
        if (usable.Length < FewestErrors)
            return prior;
        var scale = StartScale(usable, prior);
        var current = new ErrorVariance(prior.Own * scale, prior.Common * scale);
        for (var round = 0; round < Rounds; round++)
        {
            var next = Step(usable, current);
            var isSettled = Math.Abs(next.Own - current.Own) <= 1e-9 * (1e-6 + current.Own)
                && Math.Abs(next.Common - current.Common) <= 1e-9 * (1e-9 + current.Common);
            current = next;
            if (isSettled)
                break;
        }
        return current;
    }

    /// <summary>The median squared error in units of its variance, over that of a normal one: where to start, whatever the outliers.</summary>
    private static double StartScale(RealisedError[] errors, ErrorVariance prior)
    {
        const double medianSquare = 0.4549364;
        var ratios = errors.Select(error => Square(error) / Floor(prior.Of(error.Variance, error.ExpectedWatts))).Order().ToArray();
        return Math.Clamp(ratios[ratios.Length / 2] / medianSquare, 1e-3, 1e3);
    }

    private static ErrorVariance Step(RealisedError[] errors, ErrorVariance current)
    {
        double ss = 0, sm = 0, mm = 0, es = 0, em = 0;
        foreach (var error in errors)
        {
            var variance = Floor(current.Of(error.Variance, error.ExpectedWatts));
            // In units of the variance, so that the weights are one and no number is huge.
            var own = error.Variance / variance;
            var common = error.ExpectedWatts * (double)error.ExpectedWatts / variance;
            var square = Math.Min(Square(error) / variance, Cap) / CapBias;
            (ss, sm, mm) = (ss + (own * own), sm + (own * common), mm + (common * common));
            (es, em) = (es + (square * own), em + (square * common));
        }
        var (a, b) = Solve(ss, sm, mm, es, em);
        return new ErrorVariance(Math.Min(a, MostOwn), Math.Min(b, MostCommon));
    }

    /// <summary>Least squares of two factors that may not be negative.</summary>
    private static (double Own, double Common) Solve(double ss, double sm, double mm, double es, double em)
    {
        var determinant = (ss * mm) - (sm * sm);
        if (determinant > 1e-9 * ss * mm)
        {
            var own = ((es * mm) - (em * sm)) / determinant;
            var common = ((em * ss) - (es * sm)) / determinant;
            if (own >= 0 && common >= 0)
                return (own, common);
        }
        var ownAlone = ss > 0 ? es / ss : 0;
        var commonAlone = mm > 0 ? em / mm : 0;
        // The better of the two one-sided fits: the one that explains more of the sum of squares.
        return ss > 0 && (mm <= 0 || es * ownAlone >= em * commonAlone) ? (ownAlone, 0) : (0, commonAlone);
    }

    private static double Square(RealisedError error)
    {
        var difference = (double)error.RealisedWatts - error.ExpectedWatts;
        return difference * difference;
    }

    private static double Floor(double variance) => Math.Max(variance, 1);
}
