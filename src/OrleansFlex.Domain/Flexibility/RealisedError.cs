namespace OrleansFlex.Domain.Flexibility;

/// <summary>One forecast of a sum and what became of it.</summary>
/// <param name="LeadChunks">How many chunks ahead it was made; 0 is the running chunk.</param>
/// <param name="ExpectedWatts">Forecast Σμ.</param>
/// <param name="Variance">Forecast Σσ², W².</param>
/// <param name="RealisedWatts">The load that came.</param>
public readonly record struct RealisedError(int LeadChunks, long ExpectedWatts, long Variance, long RealisedWatts);
