using System.Collections.Immutable;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Domain.Tariffs.Formulas;

namespace OrleansFlex.Domain.Tests.Tariffs.Formulas;

public sealed class FormulaRulesTests
{
    private static readonly Dictionary<string, TariffUnit> Units = new()
    {
        ["spot"] = TariffUnit.PerKwh,
        ["grid"] = TariffUnit.PerKwh,
        ["markup"] = TariffUnit.Scalar,
        ["m"] = TariffUnit.Scalar,
    };

    [Theory]
    [InlineData("spot")]
    [InlineData("1.15 * spot")]
    [InlineData("spot / 1000")]
    [InlineData("clamp(spot, 0, 0.50)")]
    [InlineData("max(spot, 0) * markup + grid + 0.02")]
    [InlineData("round(spot + grid, 4)")]
    [InlineData("max(spot, 0) + 0.02")]
    [InlineData("spot * (spot / grid)")]
    [InlineData("(0.02 + 0.03) * 2 + spot")]
    [InlineData("spot + max(0.1, 0.2)")]
    [InlineData("m * (2 + m) * spot")]
    [InlineData("--spot - -grid")]
    [InlineData("spot\r\n + grid")]
    [InlineData("2 / m * spot")]
    public void Formulas_of_the_right_dimension_are_accepted(string formula) => FormulaCompiler.Compile(formula, Units).Rejection.ShouldBeNull();

    [Theory]
    [InlineData("0.02 * m + spot", "line 1, column 10: a rate (currency per kWh) and a scalar cannot be added: a scalar on the left, a rate on the right")]
    [InlineData("spot * grid", "line 1, column 6: two rates (currency per kWh) cannot be multiplied; one of the factors must be a scalar")]
    [InlineData("markup + spot", "line 1, column 8: a rate (currency per kWh) and a scalar cannot be added: a scalar on the left, a rate on the right")]
    [InlineData("m / spot", "line 1, column 3: a scalar cannot be divided by a rate (currency per kWh)")]
    [InlineData("1 / spot", "line 1, column 3: a number cannot be divided by a rate (currency per kWh)")]
    [InlineData("spot / grid", "line 1, column 6: the formula must yield a rate (currency per kWh), but this is a scalar")]
    [InlineData("0.30", "line 1, column 1: the formula must refer to at least one tariff per kWh")]
    [InlineData("min(spot, m)", "line 1, column 11: a rate (currency per kWh) and a scalar cannot be compared by min: a rate on the left, a scalar on the right")]
    [InlineData("spott", "line 1, column 1: there is no variable 'spott'; did you mean 'spot'?")]
    [InlineData("spto + 1", "line 1, column 1: there is no variable 'spto'; did you mean 'spot'?")]
    [InlineData("calmp(spot, 0, 1)", "line 1, column 1: there is no function 'calmp'; did you mean 'clamp'?")]
    [InlineData("spot +\n\n  grids", "line 3, column 3: there is no variable 'grids'; did you mean 'grid'?")]
    [InlineData("maxx(spot, 0)", "line 1, column 1: there is no function 'maxx'; did you mean 'max'?")]
    [InlineData("max + spot", "line 1, column 1: there is no variable 'max'; the function is written max(…)")]
    [InlineData("median(spot, 0)", "line 1, column 1: there is no function 'median'; there are min, max, clamp, abs, round")]
    [InlineData("spot +", "line 1, column 7: expected a number, a variable, a function, '-' or '(', found the end of the formula")]
    [InlineData("(spot", "line 1, column 6: expected an operator or ')', found the end of the formula")]
    [InlineData("spot grid", "line 1, column 6: expected an operator or the end of the formula, found 'grid'")]
    [InlineData("spot)", "line 1, column 5: expected an operator or the end of the formula, found ')'")]
    [InlineData("max(spot)", "line 1, column 9: expected ',': max takes 2 arguments, found ')'")]
    [InlineData("abs(spot, 1)", "line 1, column 9: expected ')': abs takes 1 argument, found ','")]
    [InlineData("round(spot, 11)", "line 1, column 13: expected the number of decimal places, a whole number from 0 to 10, as the second argument of round")]
    [InlineData("round(spot, m)", "line 1, column 13: expected the number of decimal places, a whole number from 0 to 10, as the second argument of round")]
    [InlineData("round(spot, 2.5)", "line 1, column 13: expected the number of decimal places, a whole number from 0 to 10, as the second argument of round")]
    [InlineData("2spot", "line 1, column 2: expected an operator between 2 and 's'; did you mean '2 * …'?")]
    [InlineData("1e3 * spot", "line 1, column 2: numbers have no exponent; write them out, such as 0.001")]
    [InlineData("spot + .5", "line 1, column 8: unexpected character '.'; numbers begin with a digit, such as 0.5")]
    [InlineData("spot + 5.", "line 1, column 9: expected a digit after the decimal point")]
    [InlineData("spot × 2", "line 1, column 6: unexpected character '×'; did you mean '*'?")]
    [InlineData("😀😀 spot", "line 1, column 1: unexpected character '😀'")]
    [InlineData("spot + 😀", "line 1, column 8: unexpected character '😀'")]
    [InlineData("spot + 0.00000000000000000000000000001", "line 1, column 8: a number has at most 28 digits")]
    [InlineData("", "line 1, column 1: expected a number, a variable, a function, '-' or '(', found the end of the formula")]
    public void Faults_name_the_place_and_what_was_expected(string formula, string message) =>
        ((InvalidInput)FormulaCompiler.Compile(formula, Units).Rejection!).Issues.ShouldBe([new ValidationIssue("formula", message)]);

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Compile($"{new string('(', 64)}spot{new string(')', 64)}").ShouldBeNull();
        Compile($"{new string('(', 65)}spot{new string(')', 65)}").ShouldBe("line 1, column 65: a formula is nested at most 64 deep");
        Compile($"{new string('-', 65)}spot").ShouldBe("line 1, column 65: a formula is nested at most 64 deep");
        Compile(string.Join('+', Enumerable.Repeat("m*spot", 285))).ShouldBeNull();
        Compile(new string(' ', 1996) + "spot").ShouldBeNull();
        Compile(new string(' ', 1997) + "spot").ShouldBe("line 1, column 2001: a formula has at most 2000 characters");
    }

    [Fact]
    public void Rounding_is_half_away_from_zero_and_decimals_are_exact()
    {
        Value("round(spot, 1)", 0.25m).ShouldBe(0.3m);
        Value("round(spot, 1)", -0.25m).ShouldBe(-0.3m);
        Value("0.1 + 0.2 + spot - spot", 5m).ShouldBe(0.3m);
        Value("clamp(spot, 1, 0.5)", 0m).ShouldBe(0.5m);
        Value("-spot * 2 - 1", 3m).ShouldBe(-7m);
        Value("spot - 2 - 3", 10m).ShouldBe(5m);
        Value("spot / 2 / 5", 10m).ShouldBe(1m);
    }

    [Fact]
    public void Tariffs_must_exist_and_agree()
    {
        var import = new TariffDefinition(TariffDirection.Import, TariffUnit.PerKwh, "EUR");
        var scalar = new TariffDefinition(TariffDirection.Import, TariffUnit.Scalar, null);
        Check("EUR", ("a", import), ("m", scalar)).Value.ShouldBe("EUR");
        Check(null, ("a", import)).Value.ShouldBe("EUR");
        Paths(Check("SEK", ("a", import))).ShouldBe(["variables.a"]);
        Paths(Check("EUR", ("a", import), ("b", import with { Currency = "SEK" }))).ShouldBe(["variables.b"]);
        Paths(Check("EUR", ("a", import), ("b", scalar with { Direction = TariffDirection.Export }))).ShouldBe(["variables.b"]);
        Paths(Check("EUR", ("a", import), ("b", null), ("2c", import), ("min", import))).ShouldBe(["variables.b", "variables.2c", "variables.min"]);
        Paths(FormulaRules.Check(TariffDirection.Import, [new("a", "x", null)], "a +", null)).ShouldBe(["variables.a", "formula"]);
        Paths(FormulaRules.Check(TariffDirection.Import, [], "0.3", null)).ShouldBe(["formula"]);

        static Decision<string> Check(string? zone, params (string Name, TariffDefinition? Definition)[] tariffs) =>
            FormulaRules.Check(TariffDirection.Import, [.. tariffs.Select(t => new NamedTariff(t.Name, t.Name, t.Definition))], "a", zone);

        static IEnumerable<string> Paths(Decision<string> decision) => ((InvalidInput)decision.Rejection!).Issues.Select(issue => issue.Path);
    }

    private static string? Compile(string formula) => (FormulaCompiler.Compile(formula, Units).Rejection as InvalidInput)?.Issues[0].Message;

    private static decimal Value(string formula, decimal spot)
    {
        var compiled = FormulaCompiler.Compile(formula, Units).Value;
        compiled.Evaluate([spot], new decimal[compiled.StackSize], out var result).ShouldBe(UnresolvedReason.None);
        return result;
    }
}
