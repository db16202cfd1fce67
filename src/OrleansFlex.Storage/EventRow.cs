namespace OrleansFlex.Storage;

/// <summary>Something that happened, as it is told to those who listen.</summary>
/// <param name="Client">The tenant.</param>
/// <param name="Id">Identity of the event.</param>
/// <param name="Name">What kind of event it is.</param>
/// <param name="Entity">What it happened to.</param>
/// <param name="UserId">The user concerned.</param>
/// <param name="CreatedAtMs">When it happened, Unix milliseconds.</param>
/// <param name="Json">The event itself; the owner leaves the bytes alone.</param>
public sealed record EventRow(string Client, Guid Id, string Name, string Entity, string? UserId, long CreatedAtMs, ReadOnlyMemory<byte> Json);

/// <summary>An event with its place.</summary>
/// <param name="Sequence">Rises in the order of commits, over all tenants; never used again.</param>
/// <param name="Event">The event.</param>
public readonly record struct StoredEvent(long Sequence, EventRow Event);
