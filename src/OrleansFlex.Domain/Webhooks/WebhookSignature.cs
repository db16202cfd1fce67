using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Domain.Webhooks;

/// <summary>How a receiver knows that a delivery is ours and unchanged.</summary>
public static class WebhookSignature
{
    private const string Base64Prefix = "whsec_";

    /// <summary>The value of <c>x-enode-signature</c>: <c>sha1=</c> and the HMAC-SHA1 of the body in lower-case hex.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The API that receivers are written for has it so; HMAC does not need collision resistance.")]
    public static string Sha1(string secret, ReadOnlySpan<byte> body) =>
        "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>
    /// One signature of <c>webhook-signature</c> by the Standard Webhooks specification: <c>v1,</c> and the base64 HMAC-SHA256 of
    /// <c>id.timestamp.body</c>. The key is what follows <c>whsec_</c> in base64, or the secret's UTF-8 bytes where it has no such form.
    /// </summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="id">The delivery's identity, sent as <c>webhook-id</c>.</param>
    /// <param name="timestamp">Unix seconds of the attempt, sent as <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body's bytes as sent.</param>
    public static string Standard(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(secret));
        hmac.AppendData(head);
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private static byte[] Key(string secret)
    {
        if (secret.StartsWith(Base64Prefix, StringComparison.Ordinal))
        {
            var key = new byte[secret.Length];
            if (Convert.TryFromBase64String(secret[Base64Prefix.Length..], key, out var length) && length > 0)
                return key[..length];
        }

        return Encoding.UTF8.GetBytes(secret);
    }
}
