namespace OrleansFlex.Domain.Charging;

/// <summary>A stretch of charging inside one price step, before it becomes a block.</summary>
/// <param name="StartNs">Start in nanoseconds after the plan's origin.</param>
/// <param name="EndNs">End in nanoseconds after the plan's origin.</param>
/// <param name="Step">Index of the price step it lies in.</param>
internal readonly record struct Slice(long StartNs, long EndNs, int Step);
