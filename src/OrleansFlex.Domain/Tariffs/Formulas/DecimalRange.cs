namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>
/// Whether a result still is a decimal, found out without the exception that decimals throw. Numbers of everyday size pass without a look
/// at floating point; near the very end of the range a result counts as too large a little early.
/// </summary>
internal static class DecimalRange
{
    private const double Largest = 7.9e28;
    private const decimal RootOfLargest = 200_000_000_000_000m;
    private const decimal HalfOfLargest = 39_000_000_000_000_000_000_000_000_000m;

    public static bool SumFits(decimal left, decimal right) =>
        (Math.Abs(left) < HalfOfLargest && Math.Abs(right) < HalfOfLargest) || Math.Abs((double)left + (double)right) < Largest;

    public static bool ProductFits(decimal left, decimal right) =>
        (Math.Abs(left) < RootOfLargest && Math.Abs(right) < RootOfLargest) || Math.Abs((double)left * (double)right) < Largest;

    public static bool QuotientFits(decimal left, decimal right) =>
        Math.Abs(right) >= 1 || Math.Abs((double)left / (double)right) < Largest;
}
