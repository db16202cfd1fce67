using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>Ids of simulated entities: a function of the batch, so that a restart finds them again and a run can be repeated.</summary>
internal static class SandboxIds
{
    /// <summary>A UUID of version 8 (RFC 9562, custom): a digest of what it names.</summary>
    public static Guid Of(SandboxBatch batch, int household, int part)
    {
        var client = Encoding.UTF8.GetBytes(batch.Client);
        Span<byte> named = stackalloc byte[20 + Math.Min(client.Length, 512)];
        BinaryPrimitives.WriteUInt64LittleEndian(named, batch.Seed);
        BinaryPrimitives.WriteInt32LittleEndian(named[8..], batch.Number);
        BinaryPrimitives.WriteInt32LittleEndian(named[12..], household);
        BinaryPrimitives.WriteInt32LittleEndian(named[16..], part);
        client.AsSpan(0, Math.Min(client.Length, 512)).CopyTo(named[20..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(named, digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
