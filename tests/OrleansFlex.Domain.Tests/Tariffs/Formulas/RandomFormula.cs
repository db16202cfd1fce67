using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Domain.Tests.Tariffs.Formulas;

/// <summary>A random formula with spaces and parentheses here and there, and what it should yield, worked out beside it.</summary>
internal sealed record RandomFormula(string Text, Func<IReadOnlyList<decimal>, Bounded> Evaluate, int Strength)
{
    public static readonly string[] Variables = ["spot", "grid", "markup", "_x1"];

    private static readonly string[] Spaces = ["", " ", "  ", "\n", "\t "];

    public static Gen<RandomFormula> Any(int size) => size <= 0 ? Leaf() : Gen.Frequency(
        (1, Leaf()),
        (1, Any(size / 2).Select(a => new RandomFormula($"-{Wrapped(a, 3)}", values => a.Evaluate(values).Negated(), 3))),
        (4, Binary(size)),
        (1, Any(size / 2).Select(a => new RandomFormula($"( {a.Text} )", a.Evaluate, 4))),
        (2, Call(size)));

    private static Gen<RandomFormula> Leaf() => Gen.OneOf(
        Gen.Choose(0, Variables.Length - 1).Select(i => new RandomFormula(Variables[i], values => Bounded.Of(values[i]), 4)),
        Number().Select(number => new RandomFormula(number.ToString(CultureInfo.InvariantCulture), _ => Bounded.Of(number), 4)));

    public static Gen<decimal> Number() =>
        from digits in Gen.Frequency((4, Gen.Choose(0, 200)), (1, Gen.Choose(0, int.MaxValue)))
        from scale in Gen.Choose(0, 8)
        select new decimal(digits, 0, 0, false, (byte)scale);

    private static Gen<RandomFormula> Binary(int size) =>
        from sign in Gen.Elements('+', '-', '*', '/')
        from a in Any(size / 2)
        from b in Any(size / 2)
        from space in Gen.Elements(Spaces)
        let strength = sign is '+' or '-' ? 1 : 2
        select new RandomFormula(
            $"{Wrapped(a, strength)}{space}{sign}{space}{Wrapped(b, strength + 1)}",
            values => Bounded.Apply(sign, a.Evaluate(values), b.Evaluate(values)),
            strength);

    private static Gen<RandomFormula> Call(int size) =>
        from name in Gen.Elements("min", "max", "clamp", "abs", "round")
        from a in Any(size / 2)
        from b in Any(size / 3)
        from c in Any(size / 3)
        from places in Gen.Choose(0, 10)
        select name switch
        {
            "min" => new RandomFormula($"min({a.Text}, {b.Text})", values => Bounded.Min(a.Evaluate(values), b.Evaluate(values)), 4),
            "max" => new RandomFormula($"max({a.Text},{b.Text})", values => Bounded.Max(a.Evaluate(values), b.Evaluate(values)), 4),
            "abs" => new RandomFormula($"abs ({a.Text})", values => a.Evaluate(values).Abs(), 4),
            "round" => new RandomFormula($"round({a.Text}, {places})", values => a.Evaluate(values).Round(places), 4),
            _ => new RandomFormula($"clamp({a.Text}, {b.Text} , {c.Text})", values => Clamp(a.Evaluate(values), b.Evaluate(values), c.Evaluate(values)), 4),
        };

    private static Bounded Clamp(Bounded x, Bounded low, Bounded high)
    {
        foreach (var part in new[] { x, low, high })
            if (!part.IsValue)
                return part;
        return Bounded.Min(Bounded.Max(x, low), high);
    }

    private static string Wrapped(RandomFormula part, int atLeast) => part.Strength < atLeast ? $"({part.Text})" : part.Text;
}
