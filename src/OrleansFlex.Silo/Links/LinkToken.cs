using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Silo.Links;

/// <summary>The token of an invitation: 256 random bits, of which only the digest is stored.</summary>
internal static class LinkToken
{
    private const int Characters = 43;

    /// <summary>A new token.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The digest by which the invitation is found; null for what cannot be a token.</summary>
    public static string? Digest(string? token) => token is { Length: Characters } && Base64Url.IsValid(token)
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)))
        : null;
}
