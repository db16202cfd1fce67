namespace OrleansFlex.Domain.Simulations;

/// <summary>A time at the cable in a simulation.</summary>
/// <param name="ArriveMs">When it begins, Unix milliseconds.</param>
/// <param name="DepartMs">When it ends, and by when the car is to be ready.</param>
/// <param name="Needs">What is to be charged.</param>
/// <param name="Count">How many cars do the same.</param>
public readonly record struct SimulatedStay(long ArriveMs, long DepartMs, StayNeeds Needs, int Count);
