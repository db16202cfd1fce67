using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansFlex.Domain.Webhooks;

/// <summary>Identities of deliveries: a retry of the same batch has the same one, also after a restart.</summary>
public static class DeliveryId
{
    /// <summary>A UUID of version 8 (RFC 9562) from what makes a delivery unique.</summary>
    /// <param name="subscriber">To whom.</param>
    /// <param name="after">The sequence before the batch.</param>
    /// <param name="through">The last sequence of the batch.</param>
    /// <param name="occasion">Tells deliveries without events apart; 0 for those with events.</param>
    public static Guid Of(Guid subscriber, long after, long through, long occasion = 0)
    {
        Span<byte> bytes = stackalloc byte[40];
        subscriber.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], after);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], through);
        BinaryPrimitives.WriteInt64BigEndian(bytes[32..], occasion);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
