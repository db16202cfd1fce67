using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Grains.Charging;

/// <summary>
/// The curves that policies went by lately, by number. Policies keep numbers: were a hundred thousand of them to hold a curve that has just been
/// made, every small garbage collection would have to look at them all until that curve is old. Safe for concurrent use.
/// </summary>
public sealed class RecentCurves
{
    private const int Kept = 64;
    private readonly PriceCurve?[] _curves = new PriceCurve?[Kept];

    /// <summary>Keeps a curve until so many others have been kept that it is in the way; answers its number, 0 for none.</summary>
    public long Keep(PriceCurve? curve)
    {
        if (curve is null)
            return 0;
        ref var place = ref _curves[curve.Number % Kept];
        if (!ReferenceEquals(Volatile.Read(ref place), curve))
            Volatile.Write(ref place, curve);
        return curve.Number;
    }

    /// <summary>The curve of a number; null where it is not kept any more.</summary>
    public PriceCurve? Find(long number) => Volatile.Read(ref _curves[number % Kept]) is { } curve && curve.Number == number ? curve : null;
}
