using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Paging;

/// <summary>
/// Names a list in its cursors, so that one list's cursor is not taken for another's: a digest of the route, the ids in its path and the
/// parameters that select rows. Bounds of time are no part of it, because a place in the order of time stays one whatever they are.
/// </summary>
internal static class ListMark
{
    public static uint Of(HttpContext context, IEnumerable<string> filters)
    {
        var text = new StringBuilder((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        foreach (var (name, value) in context.Request.RouteValues.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Append(name, value as string);
        foreach (var name in filters)
            Append(name, context.Request.Query[name]);
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        // A UUID is the same in capitals.
        void Append(string name, string? value) =>
            text.Append('\n').Append(name).Append('=').Append(Uuid.TryParse(value, out var id) ? id.ToString("D") : value);
    }
}
