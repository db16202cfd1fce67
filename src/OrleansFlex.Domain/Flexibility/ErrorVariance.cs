namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// How far the sum of many forecasts errs: variance = a·Σσ² + b·(Σμ)². The first term is the members' own chance, the
/// second what they have in common, such as weather and prices, which does not average out.
/// </summary>
/// <param name="Own">a, factor on the members' own variance, at least 0.</param>
/// <param name="Common">b, squared relative error that all share, at least 0.</param>
public readonly record struct ErrorVariance(double Own, double Common)
{
    /// <summary>The variance of the realised sum, W².</summary>
    public double Of(long variance, long expectedWatts) => (Own * Math.Max(0, variance)) + (Common * expectedWatts * (double)expectedWatts);
}
