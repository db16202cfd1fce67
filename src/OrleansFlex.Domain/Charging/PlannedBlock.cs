namespace OrleansFlex.Domain.Charging;

/// <summary>
/// A stretch of charging at one price. <paramref name="Cost"/> is exactly <paramref name="Price"/> ×
/// <paramref name="EnergyKwh"/>.
/// </summary>
/// <param name="StartMs">First instant, Unix milliseconds.</param>
/// <param name="EndMs">First instant after it.</param>
/// <param name="PowerW">Mean power in watts, rounded.</param>
/// <param name="EnergyKwh">Energy bought, in kWh with ten decimals.</param>
/// <param name="Price">Price per kWh; where surplus covers part of the load, the mean of both rates.</param>
/// <param name="Cost">Cost in currency units, without start costs.</param>
/// <param name="State">Policy state in which it is charged.</param>
/// <param name="Reason">Why it lies where it lies.</param>
public readonly record struct PlannedBlock(
    long StartMs,
    long EndMs,
    int PowerW,
    decimal EnergyKwh,
    decimal Price,
    decimal Cost,
    BlockState State,
    BlockReason Reason);
