using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansFlex.Grains.Charging;

/// <summary>Ids that follow from what they name, so that a write that is repeated makes no second session.</summary>
internal static class SessionIds
{
    /// <summary>The id of the session of a policy or vehicle that began at an instant: a UUID of version 8 (RFC 9562) over SHA-256.</summary>
    public static Guid Of(Guid owner, long beganAtMs)
    {
        Span<byte> named = stackalloc byte[24];
        owner.TryWriteBytes(named, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(named[16..], beganAtMs);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(named, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
