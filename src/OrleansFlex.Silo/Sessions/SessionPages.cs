using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Sessions;

/// <summary>Pages of settled sessions.</summary>
internal static class SessionPages
{
    /// <summary>The place that a cursor names; one that was made by another list is noted as a fault.</summary>
    public static SessionCursor? Place(QueryFields fields, string name, Cursor? cursor)
    {
        if (cursor is null)
            return null;
        if (Uuid.TryParse(cursor.Id, out var id))
            return new SessionCursor(cursor.AtMs, id);
        fields.Fail(name, "must be a cursor from an earlier page of this list");
        return null;
    }

    /// <summary>A page as it is sent, with cursors of its list.</summary>
    public static Page<SessionBody> Of(SessionPage page, uint list) => new(
        [.. page.Rows.Select(row => SessionBody.Of(StateRowMapping.ToSession(row)))],
        new PageLinks(
            page.HasAfter && page.Rows.Count > 0 ? To(page.Rows[^1], list) : null,
            page.HasBefore && page.Rows.Count > 0 ? To(page.Rows[0], list) : null));

    private static string To(SessionRow row, uint list) => new Cursor(row.PluggedInMs, row.Id.ToString("D"), list).ToString();
}
