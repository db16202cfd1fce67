using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Domain.Tests.Tariffs.Formulas;

/// <summary>What a formula should yield: an exact value and how far a decimal may be from it, or the reason why it yields none.</summary>
internal readonly record struct Bounded(Rational Value, Rational Error, UnresolvedReason Reason, bool IsUnsure)
{
    private static readonly Rational AlmostLargest = Rational.Of(7.8e28m);
    private static readonly Rational TooLarge = Rational.Of(decimal.MaxValue) * Rational.Of(1.01m);
    private static readonly Rational Step = new(1, System.Numerics.BigInteger.Pow(10, 27));

    public bool IsValue => Reason == UnresolvedReason.None && !IsUnsure;

    public static Bounded Of(decimal value) => new(Rational.Of(value), Rational.Zero, UnresolvedReason.None, false);

    public static Bounded Failed(UnresolvedReason reason) => new(Rational.Zero, Rational.Zero, reason, false);

    public static Bounded Unsure { get; } = new(Rational.Zero, Rational.Zero, UnresolvedReason.None, true);

    public static Bounded Apply(char sign, Bounded a, Bounded b)
    {
        if (!a.IsValue)
            return a;
        if (!b.IsValue)
            return b;
        switch (sign)
        {
            case '+':
                return Made(a.Value + b.Value, a.Error + b.Error);
            case '-':
                return Made(a.Value - b.Value, a.Error + b.Error);
            case '*':
                return Made(a.Value * b.Value, (a.Value.Abs() * b.Error) + (b.Value.Abs() * a.Error) + (a.Error * b.Error));
            default:
                if (!(b.Value.Abs() > b.Error))
                    return b.Error.IsZero ? Failed(UnresolvedReason.DivisionByZero) : Unsure;
                var least = b.Value.Abs() - b.Error;
                return Made(a.Value / b.Value, ((a.Error * b.Value.Abs()) + (a.Value.Abs() * b.Error)) / (b.Value.Abs() * least));
        }
    }

    public static Bounded Min(Bounded a, Bounded b) => Either(a, b, a.Value < b.Value);

    public static Bounded Max(Bounded a, Bounded b) => Either(a, b, a.Value > b.Value);

    public Bounded Negated() => IsValue ? this with { Value = -Value } : this;

    public Bounded Abs() => IsValue ? this with { Value = Value.Abs() } : this;

    public Bounded Round(int places)
    {
        if (!IsValue)
            return this;
        var (low, high) = ((Value - Error).Round(places), (Value + Error).Round(places));
        return low == high ? this with { Value = low, Error = Rational.Zero } : Unsure;
    }

    private static Bounded Either(Bounded a, Bounded b, bool isFirst)
    {
        if (!a.IsValue)
            return a;
        if (!b.IsValue)
            return b;
        return new(isFirst ? a.Value : b.Value, a.Error > b.Error ? a.Error : b.Error, UnresolvedReason.None, false);
    }

    private static Bounded Made(Rational value, Rational error)
    {
        if (value.Abs() - error > TooLarge)
            return Failed(UnresolvedReason.Overflow);
        if (value.Abs() + error > AlmostLargest)
            return Unsure;
        // A decimal keeps 28 digits, and no more than 28 places.
        var rounding = error.IsZero && value.IsDecimal() ? Rational.Zero : (value.Abs() * Step) + Step;
        return new(value, error + rounding, UnresolvedReason.None, false);
    }
}
