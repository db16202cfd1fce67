using System.Text;
using Microsoft.Extensions.Primitives;

namespace OrleansFlex.Silo.Clients;

/// <summary>The id and secret that a client sent to the token endpoint.</summary>
internal readonly record struct ClientCredentials(string Id, string Secret)
{
    /// <summary>
    /// Reads HTTP Basic. RFC 6749 wants both parts form-encoded, most clients do not do it: the parts are given as they came, and the caller
    /// tries <see cref="FormDecoded"/> where they differ.
    /// </summary>
    public static ClientCredentials? FromBasic(StringValues header)
    {
        if (header is not [{ } value] || !value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value[6..].Trim(), bytes, out var length) || !System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
            return new ClientCredentials("", "");
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new ClientCredentials("", "") : new ClientCredentials(pair[..colon], pair[(colon + 1)..]);
    }

    /// <summary>The same credentials, read as form-encoded.</summary>
    public ClientCredentials FormDecoded => new(Decode(Id), Decode(Secret));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
