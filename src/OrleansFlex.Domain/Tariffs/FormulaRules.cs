using System.Collections.Immutable;
using OrleansFlex.Domain.Tariffs.Formulas;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>A tariff under the name by which a formula refers to it.</summary>
/// <param name="Name">The variable.</param>
/// <param name="TariffId">The tariff.</param>
/// <param name="Definition">What the tariff is; null where it does not exist.</param>
public readonly record struct NamedTariff(string Name, string TariffId, TariffDefinition? Definition);

/// <summary>Whether a formula may be set at a location.</summary>
public static class FormulaRules
{
    /// <summary>
    /// All tariffs must exist, have the formula's direction and one currency, which is also the zone's; the formula must be well formed
    /// and yield a rate. Every issue found is reported.
    /// </summary>
    /// <param name="direction">The formula's direction.</param>
    /// <param name="tariffs">The tariffs by variable.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="zoneCurrency">The currency of the location's zone; null where it has no active one.</param>
    /// <param name="known">Tariffs there are, for hints at what was meant by one that there is not.</param>
    /// <returns>The currency of the rate, or <c>tariff_formula.invalid</c>.</returns>
    public static Decision<string> Check(
        TariffDirection direction, ImmutableArray<NamedTariff> tariffs, string formula, string? zoneCurrency,
        IReadOnlyCollection<string>? known = null)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (tariffs.Length > FormulaCompiler.MaximumVariables)
            return InvalidInput.At(FormulaCompiler.Code, "variables", $"must have at most {FormulaCompiler.MaximumVariables} variables");
        var currency = tariffs.Select(tariff => tariff.Definition?.Currency).FirstOrDefault(each => each is not null);
        foreach (var tariff in tariffs)
            if (Fault(tariff, direction, currency, zoneCurrency, known ?? []) is { } fault)
                issues.Add(new ValidationIssue($"variables.{tariff.Name}", fault));

        // What a tariff that does not exist measures is not known, so that only the syntax can be checked.
        var isComplete = tariffs.All(tariff => tariff.Definition is not null);
        var found = isComplete
            ? FormulaCompiler.Compile(formula, tariffs.ToDictionary(tariff => tariff.Name, tariff => tariff.Definition!.Unit, StringComparer.Ordinal)).Rejection
            : FormulaParser.Parse(formula).Fault?.At("formula");
        if (found is InvalidInput invalid)
            issues.AddRange(invalid.Issues);
        return issues.Count == 0 ? currency! : new InvalidInput(FormulaCompiler.Code, issues.ToImmutable());
    }

    private static string? Fault(NamedTariff tariff, TariffDirection direction, string? currency, string? zoneCurrency, IReadOnlyCollection<string> known)
    {
        if (!FormulaCompiler.IsVariableName(tariff.Name))
            return $"a variable is named by up to {FormulaCompiler.MaximumNameLength} letters, digits and underscores, no digit first, and not like a function";
        if (tariff.Definition is not { } definition)
            return $"there is no tariff '{tariff.TariffId}'{NearestName.HintFor(tariff.TariffId, known.Where(id => id != tariff.TariffId))}";
        if (definition.Direction != direction)
            return $"tariff '{tariff.TariffId}' is for {TariffWords.Of(definition.Direction)}, the formula for {TariffWords.Of(direction)}";
        if (definition.Currency is not { } own)
            return null;
        if (own != currency)
            return $"tariff '{tariff.TariffId}' is in {own}, another one in {currency}; a formula has one currency";
        return zoneCurrency is not null && own != zoneCurrency ? $"tariff '{tariff.TariffId}' is in {own}, the location's zone in {zoneCurrency}" : null;
    }
}
