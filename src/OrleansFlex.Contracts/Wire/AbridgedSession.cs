using System.Security.Cryptography;
using System.Text.Json;

namespace OrleansFlex.Contracts.Wire;

/// <summary>A session as it is kept to compare its next rendering with: a digest stands for the series, which is long and grows all the time.</summary>
public static class AbridgedSession
{
    private const int DigestBytes = 16;

    /// <summary>Shortens a session as <see cref="EventBody"/> renders it. Two of them differ at the same paths as what they stand for.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static byte[] Of(ReadOnlySpan<byte> session)
    {
        var reader = new Utf8JsonReader(session);
        reader.Read();
        if (!Find(ref reader, "statistics"u8) || reader.TokenType != JsonTokenType.StartObject || !Find(ref reader, "timeseries"u8))
            return session.ToArray();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(session[start..end], digest);
        Span<byte> value = stackalloc byte[2 * DigestBytes + 2];
        value[0] = value[^1] = (byte)'"';
        Convert.TryToHexStringLower(digest[..DigestBytes], value[1..^1], out _);
        return [.. session[..start], .. value, .. session[end..]];
    }

    /// <summary>From the start of an object to the value of one of its members; false where it has no such member.</summary>
    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = reader.ValueTextEquals(name);
            reader.Read();
            if (isFound)
                return true;
            reader.Skip();
        }

        return false;
    }
}
