namespace OrleansFlex.Silo.Terminal;

/// <summary>Totals of the charging plans.</summary>
/// <param name="Count">How many cars have a plan.</param>
/// <param name="EnergyKwh">Energy to be bought, kWh.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="CostImmediate">What charging at once would cost.</param>
public sealed record DemoPlans(int Count, double EnergyKwh, decimal Cost, decimal CostImmediate)
{
    /// <summary>Share saved, 0–1; negative when charging at once would be cheaper; null when that cost nothing.</summary>
    public double? Saving => CostImmediate > 0 ? (double)((CostImmediate - Cost) / CostImmediate) : null;
}
