using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace OrleansFlex.Silo.Paging;

/// <summary>
/// A place in a list, opaque to callers. It names the sort key of a row, not a row number, so it stays valid while rows are added or
/// deleted, even the row it was made from.
/// </summary>
/// <param name="AtMs">First sort key: Unix milliseconds.</param>
/// <param name="Id">Second sort key, which tells rows of the same millisecond apart.</param>
/// <param name="List">Which list it belongs to, see <see cref="ListMark"/>.</param>
public sealed record Cursor(long AtMs, string Id, uint List = 0)
{
    private const byte Version = 2;

    private const int IdStart = 13;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[1024];
        if (text.Length > 1024 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length <= IdStart || bytes[0] != Version)
            return false;
        var id = bytes[IdStart..length];
        if (!Utf8.IsValid(id))
            return false;
        cursor = new Cursor(
            BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), Encoding.UTF8.GetString(id), BinaryPrimitives.ReadUInt32BigEndian(bytes[9..]));
        return cursor.AtMs >= 0 && cursor.ToString() == text;
    }

    /// <summary>Base64url of a version byte, the instant, the list and the id.</summary>
    public override string ToString()
    {
        var bytes = new byte[IdStart + Encoding.UTF8.GetByteCount(Id)];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), AtMs);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), List);
        Encoding.UTF8.GetBytes(Id, bytes.AsSpan(IdStart));
        return Base64Url.EncodeToString(bytes);
    }
}
