namespace OrleansFlex.Domain.Sessions;

/// <summary>What the energy of a session cost, free of tax and exact. `valuation.md` beside this file tells how it is worked out.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Actual">At the prices in force when it was charged.</param>
/// <param name="Immediate">What the same energy would have cost, bought from plug-in on at full power.</param>
public sealed record SessionValuation(string Currency, decimal Actual, decimal Immediate)
{
    /// <summary>What charging later than at once has saved; negative where it cost more.</summary>
    public decimal Saving => Immediate - Actual;
}
