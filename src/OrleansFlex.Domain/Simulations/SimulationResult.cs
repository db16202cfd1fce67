using System.Collections.Immutable;
using NodaTime;

namespace OrleansFlex.Domain.Simulations;

/// <summary>What charging takes and costs as planned and at once.</summary>
/// <param name="Stays">Times at the cable.</param>
/// <param name="NotReached">Those of them that end below their target, or below the charge limit where that is lower.</param>
/// <param name="Planned">As planned.</param>
/// <param name="Immediate">Charging from arrival on at full power.</param>
public sealed record SimulationTotals(long Stays, long NotReached, SimulatedLoad Planned, SimulatedLoad Immediate)
{
    /// <summary>What planning saves against charging at once.</summary>
    public decimal Saving => Immediate.Cost - Planned.Cost;

    /// <summary>The saving in per cent of the cost of charging at once; null where that is not above zero.</summary>
    public decimal? SavingPercent => Immediate.Cost > 0 ? Math.Round(100 * Saving / Immediate.Cost, 2) : null;
}

/// <summary>Charging, added up.</summary>
/// <param name="EnergyKwh">Energy bought.</param>
/// <param name="Cost">Its cost in currency units; starts cost nothing here.</param>
/// <param name="Starts">How often charging began.</param>
public sealed record SimulatedLoad(decimal EnergyKwh, decimal Cost, long Starts);

/// <summary>What a simulation found.</summary>
/// <param name="Totals">Over all days.</param>
/// <param name="Months">By the local month of arrival, in order; months without stays are left out.</param>
/// <param name="PlannedKw">Mean load by quarter of the local day as planned, 96 values.</param>
/// <param name="ImmediateKw">The same for charging at once.</param>
public sealed record SimulationResult(
    SimulationTotals Totals,
    ImmutableArray<(YearMonth Month, SimulationTotals Totals)> Months,
    ImmutableArray<decimal> PlannedKw,
    ImmutableArray<decimal> ImmediateKw);
