namespace OrleansFlex.Storage;

/// <summary>Rows that are appended in the same transaction as a state, if and only if the state is written.</summary>
/// <param name="Events">Events in the order in which they happened.</param>
/// <param name="Sessions">Settled sessions; where a session of the same tenant and id exists, it is left as it is.</param>
public sealed record AppendedRows(IReadOnlyList<EventRow> Events, IReadOnlyList<SessionRow> Sessions)
{
    /// <summary>Payload in bytes.</summary>
    internal int Bytes => Events.Sum(static row => row.Json.Length) + Sessions.Sum(static row => row.Json.Length);
}
