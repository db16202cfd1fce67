using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text.Json;

namespace OrleansFlex.Contracts.Wire;

/// <summary>
/// A document as it is kept to compare its next rendering with: digests stand for arrays and for all but short texts, so that a fraction of it is
/// stored with every change.
/// </summary>
public static class AbridgedDocument
{
    // 64 bits in base64url.
    private const int DigestLength = 11;

    /// <summary>
    /// Shortens a document as <see cref="EventBody"/> renders it. Two of them differ at the same paths as what they stand for. What is abridged
    /// already stays as it is.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static byte[] Of(ReadOnlySpan<byte> document)
    {
        var shared = ArrayPool<byte>.Shared.Rent(document.Length);
        try
        {
            return shared[..Write(document, shared)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(shared);
        }
    }

    private static int Write(ReadOnlySpan<byte> document, Span<byte> abridged)
    {
        var reader = new Utf8JsonReader(document);
        var (taken, written) = (0, 0);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.String))
                continue;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            if (end - start <= DigestLength + 2)
                continue;
            written += Copy(document[taken..start], abridged[written..]);
            written += Digest(document[start..end], abridged[written..]);
            taken = end;
        }

        return written + Copy(document[taken..], abridged[written..]);
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        source.CopyTo(destination);
        return source.Length;
    }

    private static int Digest(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, XxHash3.HashToUInt64(value));
        destination[0] = destination[DigestLength + 1] = (byte)'"';
        return Base64Url.EncodeToUtf8(hash, destination[1..]) + 2;
    }
}
