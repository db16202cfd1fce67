using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs.Formulas;

namespace OrleansFlex.Grains.Tariffs;

/// <summary>A formula, compiled once. Formulas of the same content have the same key, at whichever location they are.</summary>
internal sealed class KnownFormula
{
    public KnownFormula(TariffFormula formula)
    {
        Formula = formula;
        Compiled = FormulaCompiler.Restore(formula.Formula);
        var tariffs = formula.Variables.ToDictionary(variable => variable.Name, variable => variable.TariffId, StringComparer.Ordinal);
        TariffIds = [.. Compiled.Variables.Select(name => tariffs[name])];
        // The tariffs at their places in the text: what they are called does not matter. An id holds no space.
        Key = $"{string.Join(' ', Compiled.Variables.Zip(TariffIds, (name, id) => $"{name} {id}"))} = {formula.Formula}";
    }

    public TariffFormula Formula { get; }

    public CompiledFormula Compiled { get; }

    /// <summary>The tariffs in the order of the compiled formula's variables.</summary>
    public string[] TariffIds { get; }

    public string Key { get; }
}
