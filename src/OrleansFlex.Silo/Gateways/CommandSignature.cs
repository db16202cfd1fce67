using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Silo.Gateways;

/// <summary>
/// How commands are signed: HMAC-SHA256 of the raw body in <c>x-orleansflex-signature</c>, and, with the time in it, the headers of
/// Standard Webhooks 1.0.0.
/// </summary>
internal static class CommandSignature
{
    private const string EncodedSecret = "whsec_";

    public static IEnumerable<(string Name, string Value)> Headers(string secret, Guid id, long unixSeconds, ReadOnlySpan<byte> body)
    {
        var time = unixSeconds.ToString(CultureInfo.InvariantCulture);
        var prefix = Encoding.UTF8.GetBytes($"{id:D}.{time}.");
        byte[] signed = [.. prefix, .. body];
        return
        [
            ("x-orleansflex-signature", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}"),
            ("webhook-id", id.ToString("D")),
            ("webhook-timestamp", time),
            ("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed))}"),
        ];
    }

    private static byte[] Key(string secret)
    {
        Span<byte> decoded = stackalloc byte[256];
        return secret.StartsWith(EncodedSecret, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[EncodedSecret.Length..], decoded, out var length)
            ? decoded[..length].ToArray()
            : Encoding.UTF8.GetBytes(secret);
    }
}
