using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Contracts.Tariffs;

/// <summary>
/// The steps of a tariff in one month, in at most two versions: the one that the tariff's index names and the one that a push
/// is about to put in its place. So a push over several months takes effect with the one write of the index.
/// </summary>
[Alias("tariff-month")]
public interface ITariffMonthGrain : IGrainWithStringKey
{
    /// <summary>Stores a version beside the one that is in force.</summary>
    /// <param name="version">The new version.</param>
    /// <param name="inForce">The version to keep; 0 for none.</param>
    /// <param name="steps">The month's steps.</param>
    [Alias("write")]
    Task Write(long version, long inForce, RateSteps steps);

    /// <summary>The steps of a version, or null where it is not stored any more.</summary>
    [Alias("read"), ReadOnly]
    Task<RateSteps?> Read(long version);

    /// <summary>Forgets all versions.</summary>
    [Alias("drop")]
    Task Drop();
}
