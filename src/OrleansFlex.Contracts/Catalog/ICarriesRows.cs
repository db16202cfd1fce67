using System.Collections.Immutable;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Sessions;

namespace OrleansFlex.Contracts.Catalog;

/// <summary>
/// Grain state whose next write also appends rows: events and settled sessions. The rows are written in the same transaction as
/// the state and are no part of it.
/// </summary>
public interface ICarriesRows
{
    /// <summary>Hands over the rows for the write that is being made and forgets them; null where there are none.</summary>
    StateRows? TakeRows();
}

/// <summary>Rows that a write of grain state appends.</summary>
/// <param name="Events">Events in the order in which they happened.</param>
/// <param name="Sessions">Sessions that have settled; a row that exists already is left as it is.</param>
public sealed record StateRows(ImmutableArray<EventRow> Events, ImmutableArray<SessionRow> Sessions);
