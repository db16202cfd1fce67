namespace OrleansFlex.Domain.Simulations;

/// <summary>Stays and their charging, added up.</summary>
internal sealed class StaySums
{
    private long _stays;
    private long _notReached;

    public LoadSums Planned { get; } = new();

    public LoadSums Immediate { get; } = new();

    public void AddStay(int count, bool isReached)
    {
        _stays += count;
        _notReached += isReached ? 0 : count;
    }

    public SimulationTotals ToTotals() => new(_stays, _notReached, ToLoad(Planned), ToLoad(Immediate));

    private static SimulatedLoad ToLoad(LoadSums sums) => new(sums.EnergyKwh, sums.Cost, sums.Starts);
}
