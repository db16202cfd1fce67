using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Silo.Events;

/// <summary>A place in a tenant's event log, opaque to callers and of no use to other tenants.</summary>
/// <param name="Sequence">The last event that was seen.</param>
/// <param name="AtMs">When it happened, Unix milliseconds of the domain clock.</param>
internal readonly record struct EventPlace(long Sequence, long AtMs)
{
    private const byte Version = 1;
    private const int Length = 21, CheckLength = 4;

    /// <summary>Reads what <see cref="ToText"/> wrote for the same tenant.</summary>
    public static bool TryParse(string text, string client, out EventPlace place)
    {
        place = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 64 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length || bytes[0] != Version)
            return false;
        place = new EventPlace(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..]));
        return place.Sequence >= 0 && place.ToText(client) == text;
    }

    /// <summary>The place as a tenant gets it.</summary>
    public string ToText(string client)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[9..], AtMs);
        var owner = Encoding.UTF8.GetBytes(client);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(bytes[..17]);
        digest.AppendData(owner);
        digest.GetHashAndReset().AsSpan(0, CheckLength).CopyTo(bytes[17..]);
        return Base64Url.EncodeToString(bytes);
    }
}
