using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Silo.Clients;

/// <summary>
/// An access token: client, expiry and the generation of the secret, sealed with AES-256-GCM. Callers cannot read or make one; any silo
/// with the same database can check it, also after a restart.
/// </summary>
/// <param name="ClientId">The tenant.</param>
/// <param name="ExpiresAtSeconds">Unix seconds of real time from which it is refused.</param>
/// <param name="Generation">Generation of the client's secret when it was given out.</param>
internal sealed record AccessToken(string ClientId, long ExpiresAtSeconds, int Generation)
{
    private const byte Version = 1;
    private const int NonceLength = 12, TagLength = 16, HeadLength = 13;

    /// <summary>The token as it is sent.</summary>
    public string Seal(byte[] key)
    {
        var plain = new byte[HeadLength + Encoding.UTF8.GetByteCount(ClientId)];
        plain[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(1), ExpiresAtSeconds);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(9), Generation);
        Encoding.UTF8.GetBytes(ClientId, plain.AsSpan(HeadLength));
        var token = new byte[NonceLength + plain.Length + TagLength];
        var nonce = token.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plain, token.AsSpan(NonceLength, plain.Length), token.AsSpan(NonceLength + plain.Length));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Opens a token; null for anything that was not sealed with this key.</summary>
    public static AccessToken? Open(string text, byte[] key)
    {
        Span<byte> token = stackalloc byte[1024];
        Span<byte> plain = stackalloc byte[1024];
        if (text.Length > 1024 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out var length)
            || length <= NonceLength + HeadLength + TagLength)
            return null;
        plain = plain[..(length - NonceLength - TagLength)];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(token[..NonceLength], token[NonceLength..(length - TagLength)], token[(length - TagLength)..length], plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return plain[0] != Version ? null : new AccessToken(
            Encoding.UTF8.GetString(plain[HeadLength..]), BinaryPrimitives.ReadInt64BigEndian(plain[1..]), BinaryPrimitives.ReadInt32BigEndian(plain[9..]));
    }
}
