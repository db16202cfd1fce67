using System.Collections.Immutable;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>What a tariff is, apart from its numbers. It never changes.</summary>
/// <param name="Direction">Which way the energy flows.</param>
/// <param name="Unit">What its numbers are.</param>
/// <param name="Currency">ISO 4217 code of a rate; null for a scalar.</param>
public sealed record TariffDefinition(TariffDirection Direction, TariffUnit Unit, string? Currency)
{
    /// <summary>A rate needs a currency, a scalar has none.</summary>
    /// <returns>The definition, or <c>tariff.invalid</c>.</returns>
    public static Decision<TariffDefinition> Check(TariffDirection direction, TariffUnit unit, string? currency)
    {
        if (unit == TariffUnit.Scalar)
            return currency is null ? new TariffDefinition(direction, unit, null) : Invalid("must be left out where per is scalar");
        if (currency is null)
            return Invalid("is required where per is kWh");
        return ZoneActivation.IsCurrency(currency)
            ? new TariffDefinition(direction, unit, currency)
            : Invalid("must be an ISO 4217 code of three capital letters, such as EUR");
    }

    private static InvalidInput Invalid(string message) => new("tariff.invalid", ImmutableArray.Create(new ValidationIssue("currency", message)));
}
