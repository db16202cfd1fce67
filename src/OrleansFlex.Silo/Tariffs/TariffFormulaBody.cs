using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>A location's tariff formula on the wire.</summary>
public sealed record TariffFormulaBody(Guid LocationId, string Direction, IReadOnlyDictionary<string, string> Variables, string Formula)
{
    public static TariffFormulaBody Of(Guid locationId, TariffFormula formula) => new(
        locationId,
        TariffWords.Of(formula.Direction),
        formula.Variables.ToDictionary(variable => variable.Name, variable => variable.TariffId, StringComparer.Ordinal),
        formula.Formula);
}
