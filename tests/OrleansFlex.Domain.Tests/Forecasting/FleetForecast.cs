using OrleansFlex.Domain.Forecasting;

namespace OrleansFlex.Domain.Tests.Forecasting;

/// <summary>One forecast of one chunk for the whole fleet, and what came of it.</summary>
internal sealed record FleetForecast(
    long IssuedMs, long ChunkMs, double ExpectedW, double MinimumW, double MaximumW, double VarianceW2, int Assets)
{
    public double RealisedW { get; set; } = double.NaN;

    public int LocalHour { get; init; }

    public SettledForecast Settled => new(
        ChunkMs, LeadChunks, LocalHour, (long)ExpectedW, (long)VarianceW2, Assets, (long)RealisedW);

    public int LeadChunks => (int)((ChunkMs - (IssuedMs - (IssuedMs % 900_000))) / 900_000);
}
