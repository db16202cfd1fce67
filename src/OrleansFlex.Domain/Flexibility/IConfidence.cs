namespace OrleansFlex.Domain.Flexibility;

/// <summary>How sure a forecast of a sum of loads is.</summary>
public interface IConfidence
{
    /// <summary>The probability, in [0, 1] and never NaN, that the load which comes lies within the margin of the expected one.</summary>
    /// <param name="leadChunks">How many chunks ahead; 0 is the running chunk.</param>
    /// <param name="chunk">Absolute index of the chunk.</param>
    /// <param name="expectedWatts">Σμ.</param>
    /// <param name="variance">Σσ², W².</param>
    /// <param name="assetCount">Assets behind the sum, for the smallest margin.</param>
    double Of(int leadChunks, long chunk, long expectedWatts, long variance, int assetCount);
}
