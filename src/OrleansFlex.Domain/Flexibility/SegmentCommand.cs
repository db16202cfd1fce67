namespace OrleansFlex.Domain.Flexibility;

/// <summary>What can be asked of a tenant's segment book.</summary>
public abstract record SegmentCommand
{
    private SegmentCommand()
    {
    }

    /// <summary>Adds a segment.</summary>
    /// <param name="Id">Identifier for the new segment, chosen by the caller.</param>
    /// <param name="Name">Unique per tenant.</param>
    /// <param name="Includes">Types the household must have.</param>
    /// <param name="Excludes">Types the household must not have.</param>
    public sealed record Create(Guid Id, string Name, HouseholdTypes Includes, HouseholdTypes Excludes) : SegmentCommand;

    /// <summary>Replaces a segment's name and predicate.</summary>
    public sealed record Replace(Guid Id, string Name, HouseholdTypes Includes, HouseholdTypes Excludes) : SegmentCommand;

    /// <summary>Removes a segment; its households become unassigned.</summary>
    public sealed record Delete(Guid Id) : SegmentCommand;
}
