using System.Numerics;

namespace OrleansFlex.Domain.Tests.Tariffs.Formulas;

/// <summary>An exact fraction.</summary>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator) : IComparable<Rational>
{
    public static Rational Zero { get; } = new(0, 1);

    public bool IsZero => Numerator.IsZero;

    public static Rational Of(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = (new BigInteger((uint)bits[2]) << 64) + (new BigInteger((uint)bits[1]) << 32) + (uint)bits[0];
        return Reduced(bits[3] < 0 ? -digits : digits, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static Rational operator +(Rational a, Rational b) => Reduced((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) => Reduced(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => Reduced(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public Rational Abs() => new(BigInteger.Abs(Numerator), Denominator);

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Half away from zero.</summary>
    public Rational Round(int places)
    {
        var scale = BigInteger.Pow(10, places);
        var doubled = (2 * BigInteger.Abs(Numerator) * scale) + Denominator;
        var rounded = doubled / (2 * Denominator);
        return Reduced(Numerator.Sign < 0 ? -rounded : rounded, scale);
    }

    /// <summary>Whether a decimal holds it exactly.</summary>
    public bool IsDecimal()
    {
        var scale = BigInteger.One;
        for (var places = 0; places <= 28; places++, scale *= 10)
            if ((Numerator * scale % Denominator).IsZero)
                return BigInteger.Abs(Numerator * scale / Denominator) < BigInteger.Pow(10, 28);
        return false;
    }

    private static Rational Reduced(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0)
            (numerator, denominator) = (-numerator, -denominator);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return divisor.IsOne || divisor.IsZero ? new(numerator, denominator) : new(numerator / divisor, denominator / divisor);
    }
}
