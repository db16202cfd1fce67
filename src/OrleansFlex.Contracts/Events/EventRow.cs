namespace OrleansFlex.Contracts.Events;

/// <summary>Something that happened to an entity, as it is told to those who listen.</summary>
/// <param name="Client">The tenant.</param>
/// <param name="Id">Identity of the event: the same on every delivery.</param>
/// <param name="Name">The event's name, such as <c>flex:session:updated</c>.</param>
/// <param name="Entity">The entity whose events stay in order.</param>
/// <param name="UserId">The user concerned.</param>
/// <param name="CreatedAtMs">When it happened, Unix milliseconds of the domain clock.</param>
/// <param name="Json">The event as one JSON object, as it is delivered.</param>
public sealed record EventRow(string Client, Guid Id, string Name, string Entity, string? UserId, long CreatedAtMs, ReadOnlyMemory<byte> Json);

/// <summary>An event with its place in the tenant's log.</summary>
/// <param name="Sequence">Rises with every event of the tenant in the order of commits; never reused.</param>
/// <param name="Event">The event.</param>
public sealed record LoggedEvent(long Sequence, EventRow Event);
