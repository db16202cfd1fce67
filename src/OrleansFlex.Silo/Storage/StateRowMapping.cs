using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Storage;
using EventRow = OrleansFlex.Contracts.Events.EventRow;
using SessionRow = OrleansFlex.Contracts.Sessions.SessionRow;

namespace OrleansFlex.Silo.Storage;

/// <summary>Between events and sessions as grains know them and as the database stores them.</summary>
internal static class StateRowMapping
{
    public static AppendedRows From(StateRows rows) => new(
        rows.Events.IsDefaultOrEmpty ? [] : [.. rows.Events.Select(From)],
        rows.Sessions.IsDefaultOrEmpty ? [] : [.. rows.Sessions.Select(From)]);

    public static LoggedEvent ToEvent(StoredEvent stored) => new(
        stored.Sequence,
        new EventRow(
            stored.Event.Client, stored.Event.Id, stored.Event.Name, stored.Event.Entity, stored.Event.UserId, stored.Event.CreatedAtMs, stored.Event.Json));

    public static ChargingSession ToSession(OrleansFlex.Storage.SessionRow row) => StoredSession.Read(row.Json.Span);

    private static OrleansFlex.Storage.EventRow From(EventRow row) => new(row.Client, row.Id, row.Name, row.Entity, row.UserId, row.CreatedAtMs, row.Json);

    private static OrleansFlex.Storage.SessionRow From(SessionRow row) =>
        new(row.Client, row.Id, row.VehicleId, row.Session.UserId, row.PluggedInAtMs, row.PluggedOutAtMs, StoredSession.Write(row.Session))
        {
            PolicyId = row.PolicyId,
            LocationId = row.LocationId,
        };
}
