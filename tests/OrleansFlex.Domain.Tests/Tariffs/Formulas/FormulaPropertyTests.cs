using FsCheck;
using FsCheck.Fluent;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Domain.Tariffs.Formulas;

namespace OrleansFlex.Domain.Tests.Tariffs.Formulas;

public sealed class FormulaPropertyTests
{
    private static readonly Dictionary<string, TariffUnit> Units = new()
    {
        ["spot"] = TariffUnit.PerKwh,
        ["grid"] = TariffUnit.PerKwh,
        ["markup"] = TariffUnit.Scalar,
        ["_x1"] = TariffUnit.Scalar,
    };

    [Fact]
    public void What_is_printed_reads_as_the_same_formula() => Check(
        RandomFormula.Any(24),
        formula =>
        {
            var (root, fault) = FormulaParser.Parse(formula.Text);
            if (root is null)
                return fault!.Message.Contains("nested", StringComparison.Ordinal);
            var printed = FormulaPrinter.Print(root);
            return Same(FormulaParser.Parse(printed).Root, root) && FormulaPrinter.Print(FormulaParser.Parse(printed).Root!) == printed;
        },
        2_000);

    [Fact]
    public void Values_agree_with_exact_fractions()
    {
        var (compared, failed) = (0, 0);
        var cases = from formula in RandomFormula.Any(20)
                    from values in Gen.Choose(-2000, 2000).Select(cents => cents / 100m).ArrayOf(RandomFormula.Variables.Length)
                    select (formula, values);
        Check(
            cases,
            each =>
            {
                var expected = each.formula.Evaluate(each.values);
                if (expected.IsUnsure)
                    return true;
                var compiled = FormulaCompiler.Restore(each.formula.Text);
                var inputs = compiled.Variables.Select(name => each.values[Array.IndexOf(RandomFormula.Variables, name)]).ToArray();
                var reason = compiled.Evaluate(inputs, new decimal[compiled.StackSize], out var result);
                compared++;
                failed += reason == UnresolvedReason.None ? 0 : 1;
                return reason == expected.Reason
                    && (reason != UnresolvedReason.None || !((Rational.Of(result) - expected.Value).Abs() > expected.Error));
            },
            5_000);
        compared.ShouldBeGreaterThan(3_000);
        failed.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Nothing_that_is_written_throws() => Check(
        Gen.OneOf(
            Gen.Elements("spot", "grid", "markup", "min(", "max(", "clamp(", "round(", "abs(", "(", ")", ",", "+", "-", "*", "/", ".", "0.5", "1e9", "79228162514264337593543950335", "𝟙", "×", "\ud800", "\0", " ", "\n", "\r\n", "9999999999999999")
                .ArrayOf().Select(string.Concat),
            ArbMap.Default.ArbFor<string>().Generator.Where(text => text is not null)),
        text =>
        {
            var decision = FormulaCompiler.Compile(text, Units);
            if (decision.Rejection is InvalidInput invalid)
                return invalid.Issues is [{ Path: "formula", Message: var message }] && message.StartsWith("line ", StringComparison.Ordinal);
            var formula = decision.Value;
            var stack = new decimal[formula.StackSize];
            foreach (var value in new[] { 0, 1, -1_000_000m, decimal.MaxValue, decimal.MinValue, 1e-28m })
                formula.Evaluate(Enumerable.Repeat(value, formula.Variables.Length).ToArray(), stack, out _);
            return true;
        },
        5_000);

    [Fact]
    public void Huge_values_overflow_without_an_exception() => Check(
        from formula in RandomFormula.Any(20)
        from values in Gen.Elements(decimal.MaxValue, decimal.MinValue, 1e28m, -1e28m, 1e14m, 3e14m, 4e28m, 1e-28m, -1e-28m, 0m, 7.9e28m).ArrayOf(RandomFormula.Variables.Length)
        select (formula, values),
        each =>
        {
            var compiled = FormulaCompiler.Restore(each.formula.Text);
            compiled.Evaluate(compiled.Variables.Select((_, i) => each.values[i]).ToArray(), new decimal[compiled.StackSize], out _);
            return true;
        },
        10_000);

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds, int count) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(1973, 43));

    private static bool Same(FormulaNode? a, FormulaNode? b) => (a, b) switch
    {
        (NumberNode x, NumberNode y) => x.Value == y.Value,
        (VariableNode x, VariableNode y) => x.Name == y.Name,
        (NegateNode x, NegateNode y) => Same(x.Operand, y.Operand),
        (BinaryNode x, BinaryNode y) => x.Operator == y.Operator && Same(x.Left, y.Left) && Same(x.Right, y.Right),
        (CallNode x, CallNode y) => x.Function == y.Function && x.Arguments.Zip(y.Arguments).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };
}
