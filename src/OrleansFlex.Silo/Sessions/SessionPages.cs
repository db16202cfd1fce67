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
        if (Guid.TryParseExact(cursor.Id, "D", out var id))
            return new SessionCursor(cursor.AtMs, id);
        fields.Fail(name, "must be a cursor from an earlier page of this list");
        return null;
    }

    /// <summary>A page as it is sent.</summary>
    public static Page<SessionBody> Of(SessionPage page) => new(
        [.. page.Rows.Select(row => SessionBody.Of(StateRowMapping.ToSession(row)))],
        new PageLinks(
            page.HasAfter && page.Rows.Count > 0 ? To(page.Rows[^1]) : null,
            page.HasBefore && page.Rows.Count > 0 ? To(page.Rows[0]) : null));

    private static string To(SessionRow row) => new Cursor(row.PluggedInMs, row.Id.ToString("D")).ToString();
}
