using OrleansFlex.Domain.Charging;

namespace OrleansFlex.Domain.Simulations;

/// <summary>Energy, cost and starts of charging, added up.</summary>
internal sealed class LoadSums
{
    // Leaves room for sums of any size to be exact, so that months add up to the whole.
    private const int CostDecimals = 12;

    /// <summary>Energy bought, kWh.</summary>
    public decimal EnergyKwh { get; private set; }

    /// <summary>What it cost, without start costs.</summary>
    public decimal Cost { get; private set; }

    /// <summary>How often charging began.</summary>
    public long Starts { get; private set; }

    /// <summary>Adds what of a plan happens before the departure, so often.</summary>
    public void Add(ReadOnlySpan<PlannedBlock> blocks, long departMs, int count)
    {
        var end = long.MinValue;
        foreach (ref readonly var block in blocks)
        {
            if (block.StartMs >= departMs)
                break;
            var energy = EnergyUntil(block, departMs) * count;
            EnergyKwh += energy;
            Cost += Math.Round(energy * block.Price, CostDecimals);
            if (block.StartMs != end)
                Starts += count;
            end = block.EndMs;
        }
    }

    /// <summary>Energy of a block of constant power up to an instant, kWh.</summary>
    public static decimal EnergyUntil(in PlannedBlock block, long untilMs) => block.EndMs <= untilMs
        ? block.EnergyKwh
        : Math.Round(block.EnergyKwh * (untilMs - block.StartMs) / (block.EndMs - block.StartMs), 10);
}
