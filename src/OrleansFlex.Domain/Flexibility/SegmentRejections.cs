namespace OrleansFlex.Domain.Flexibility;

/// <summary>Some household would match two segments.</summary>
/// <param name="Name">The segment that was asked for.</param>
/// <param name="OtherId">The segment that stands in the way.</param>
/// <param name="OtherName">Its name.</param>
/// <param name="Example">A household composition that would match both.</param>
public sealed record SegmentOverlaps(string Name, Guid OtherId, string OtherName, HouseholdTypes Example) : Rejection(
    "segment.overlaps",
    $"Segment '{Name}' overlaps with segment '{OtherName}' ({OtherId}): a household with {HouseholdTypeNames.Describe(Example)} would match both.");

/// <summary>Another segment of the tenant has this name.</summary>
public sealed record SegmentNameTaken(string Name, Guid OtherId) : Rejection(
    "segment.name_taken", $"Segment {OtherId} is already named '{Name}'.");

/// <summary>Types are both required and forbidden, so that no household could ever match.</summary>
public sealed record SegmentContradictory(HouseholdTypes Types) : Rejection(
    "segment.contradictory", $"The household both includes and excludes {string.Join(", ", HouseholdTypeNames.Print(Types))}.")
{
    /// <inheritdoc/>
    public override string Path => "household.excludes";
}

/// <summary>The tenant has no such segment.</summary>
public sealed record SegmentNotFound(Guid Id) : Rejection("segment.not_found", $"There is no segment {Id}.");

/// <summary>The name is empty, too long or not printable.</summary>
public sealed record SegmentNameInvalid(string Reason) : Rejection("segment.name_invalid", $"The segment's name {Reason}.")
{
    /// <inheritdoc/>
    public override string Path => "name";
}

/// <summary>The tenant has as many segments as the shape allows.</summary>
public sealed record SegmentBookFull(int Limit) : Rejection("segment.too_many", $"At most {Limit} segments can be defined.");
