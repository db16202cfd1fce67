namespace OrleansFlex.Domain.Flexibility;

/// <summary>What became of a message to a <see cref="ShapePartition"/>.</summary>
public enum ContributionOutcome
{
    /// <summary>Taken in; it replaced what was held.</summary>
    Accepted,

    /// <summary>Kept, but not counted until the household is known.</summary>
    Parked,

    /// <summary>Refused: a newer version is held or was removed.</summary>
    Stale,

    /// <summary>Refused: no chunk of it lies in the window.</summary>
    OutsideWindow,
}
