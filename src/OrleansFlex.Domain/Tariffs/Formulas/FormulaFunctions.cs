namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>Names and argument counts of the functions.</summary>
internal static class FormulaFunctions
{
    private static readonly (FormulaFunction Function, string Name, int Arguments)[] All =
    [
        (FormulaFunction.Min, "min", 2), (FormulaFunction.Max, "max", 2), (FormulaFunction.Clamp, "clamp", 3),
        (FormulaFunction.Abs, "abs", 1), (FormulaFunction.Round, "round", 2),
    ];

    public static IEnumerable<string> Names => All.Select(function => function.Name);

    public static string NameOf(FormulaFunction function) => All[(int)function].Name;

    public static int ArgumentsOf(FormulaFunction function) => All[(int)function].Arguments;

    public static FormulaFunction? Find(string name)
    {
        foreach (var function in All)
            if (function.Name == name)
                return function.Function;
        return null;
    }
}
