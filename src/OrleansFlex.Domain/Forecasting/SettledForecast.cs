namespace OrleansFlex.Domain.Forecasting;

/// <summary>One forecast of the load of a zone or segment in one chunk, and the load that came.</summary>
/// <param name="ChunkMs">Start of the chunk, Unix ms.</param>
/// <param name="LeadChunks">How many chunks ahead it was made; 0 is the running chunk.</param>
/// <param name="LocalHour">Local hour of the chunk, 0–23.</param>
/// <param name="ExpectedWatts">Forecast Σμ.</param>
/// <param name="Variance">Forecast Σσ², W².</param>
/// <param name="AssetCount">Assets behind the sum.</param>
/// <param name="RealisedWatts">The mean load that came.</param>
public readonly record struct SettledForecast(
    long ChunkMs, int LeadChunks, int LocalHour, long ExpectedWatts, long Variance, int AssetCount, long RealisedWatts);
