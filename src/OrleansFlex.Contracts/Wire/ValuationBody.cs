using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Contracts.Wire;

/// <summary>Money on the wire, free of tax and exact: what energy cost, what it would have cost at once, and the difference.</summary>
public sealed record ValuationBody(string Currency, decimal Actual, decimal Immediate, decimal Saving)
{
    /// <summary>A valuation as it is shown; null where there is none.</summary>
    public static ValuationBody? Of(SessionValuation? value) => value is null
        ? null
        : new ValuationBody(value.Currency, Wire.Plain(value.Actual), Wire.Plain(value.Immediate), Wire.Plain(value.Saving));
}
