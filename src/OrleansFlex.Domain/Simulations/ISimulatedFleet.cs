namespace OrleansFlex.Domain.Simulations;

/// <summary>The stays of a fleet in their order, made one at a time, since there may be a million of them.</summary>
public interface ISimulatedFleet
{
    /// <summary>How many places there are for stays; some may be empty.</summary>
    int Places { get; }

    /// <summary>The stay at a place; false where there is none.</summary>
    bool TryGet(int place, out SimulatedStay stay);
}
