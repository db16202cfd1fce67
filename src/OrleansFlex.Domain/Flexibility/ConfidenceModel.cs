using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// The probability that a realised load lies within the margin of the expected one, by normal approximation with an
/// <see cref="ErrorVariance"/> per lead time. Falls with variance, rises with the margin, lies in [0, 1], is never NaN.
/// </summary>
public sealed class ConfidenceModel : IConfidence
{
    private static readonly ImmutableArray<ErrorVariance> Prior =
        [new(1, 0.0004), new(1, 0.0009), new(1, 0.0016), new(1, 0.0025), new(1, 0.0036)];

    private readonly ImmutableArray<ErrorVariance> _byBucket;

    private ConfidenceModel(ConfidenceOptions options, ImmutableArray<ErrorVariance> byBucket) => (Options, _byBucket) = (options, byBucket);

    /// <summary>The model before anything was learned: members err as they say, with 2 to 6 % in common.</summary>
    public static ConfidenceModel Default { get; } = Create(new ConfidenceOptions());

    /// <summary>First lead time of each bucket, in chunks: the running chunk, up to an hour, three hours, nine hours, beyond.</summary>
    public static ImmutableArray<int> BucketStarts { get; } = [0, 1, 4, 12, 36];

    /// <summary>The margin.</summary>
    public ConfidenceOptions Options { get; }

    /// <summary>The variance model of each bucket.</summary>
    public ImmutableArray<ErrorVariance> Buckets => _byBucket;

    /// <summary>A model with other margins and nothing learned.</summary>
    public static ConfidenceModel Create(ConfidenceOptions options) => new(options, Prior);

    /// <summary>A stored model.</summary>
    /// <exception cref="ArgumentException">Not one entry per bucket, or a factor is negative or not finite.</exception>
    public static ConfidenceModel Restore(ConfidenceOptions options, ImmutableArray<ErrorVariance> buckets)
    {
        if (buckets.Length != BucketStarts.Length)
            throw new ArgumentException("One entry per bucket is needed.", nameof(buckets));
        foreach (var bucket in buckets)
            if (!(bucket.Own >= 0 && bucket.Common >= 0 && double.IsFinite(bucket.Own) && double.IsFinite(bucket.Common)))
                throw new ArgumentException("Factors must be finite and not negative.", nameof(buckets));
        return new(options, buckets);
    }

    /// <summary>Learns from realised errors. Buckets with too few of them keep what they had.</summary>
    public ConfidenceModel Fit(IReadOnlyCollection<RealisedError> errors)
    {
        var fitted = _byBucket.ToBuilder();
        foreach (var bucket in errors.GroupBy(error => BucketOf(error.LeadChunks)))
            fitted[bucket.Key] = ErrorVarianceFit.Fit([.. bucket], _byBucket[bucket.Key]);
        return new(Options, fitted.MoveToImmutable());
    }

    /// <summary>The variance model for a lead time.</summary>
    public ErrorVariance At(int leadChunks) => _byBucket[BucketOf(leadChunks)];

    /// <summary>The confidence of a forecast.</summary>
    /// <param name="leadChunks">How many chunks ahead.</param>
    /// <param name="expectedWatts">Σμ.</param>
    /// <param name="variance">Σσ², W².</param>
    /// <param name="assetCount">Assets behind the sum, for the smallest margin.</param>
    public double Confidence(int leadChunks, long expectedWatts, long variance, int assetCount)
    {
        var spread = At(leadChunks).Of(variance, expectedWatts);
        if (!(spread > 0))
            return 1;
        var margin = Options.MarginWatts(expectedWatts, assetCount);
        return NormalDistribution.WithinProbability(margin / Math.Sqrt(spread));
    }

    double IConfidence.Of(int leadChunks, long chunk, long expectedWatts, long variance, int assetCount) =>
        Confidence(leadChunks, expectedWatts, variance, assetCount);

    private static int BucketOf(int leadChunks)
    {
        var bucket = BucketStarts.Length - 1;
        while (bucket > 0 && BucketStarts[bucket] > leadChunks)
            bucket--;
        return bucket;
    }
}
