using System.Globalization;

namespace OrleansFlex.Contracts;

/// <summary>
/// The one grammar of grain keys: parts joined by <c>/</c>, each percent-encoded, the tenant first. The tenant comes
/// from the caller's token and never from a path, so one tenant cannot name another's grain.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>user</term><description><c>client/userId</c></description></item>
/// <item><term>site</term><description><c>client/locationId</c></description></item>
/// <item><term>asset</term><description><c>client/deviceId</c></description></item>
/// <item><term>vehicle policy</term><description><c>client/policyId</c></description></item>
/// <item><term>zone</term><description><c>client/zoneId</c></description></item>
/// <item><term>zone partition</term><description><c>client/zoneId/number</c></description></item>
/// <item><term>area price</term><description><c>client/zoneId/areaId</c></description></item>
/// <item><term>area weather</term><description><c>client/zoneId/areaId</c></description></item>
/// <item><term>solar configuration</term><description><c>client/configurationId</c></description></item>
/// <item><term>action</term><description><c>client/actionId</c></description></item>
/// <item><term>link</term><description>digest of the link's token, which stands for the tenant's</description></item>
/// <item><term>tariff</term><description><c>client/tariffId</c></description></item>
/// <item><term>tariff month, tariff ledger</term><description><c>client/series/number</c></description></item>
/// <item><term>tariff use</term><description><c>client/tariffId/locationId</c></description></item>
/// <item><term>tariff formula</term><description><c>client/locationId</c></description></item>
/// <item><term>segment book</term><description><c>client</c></description></item>
/// <item><term>webhook book</term><description><c>client</c></description></item>
/// <item><term>webhook</term><description><c>client/webhookId</c></description></item>
/// </list>
/// </remarks>
public static class GrainKeys
{
    // Most calls in a row are of one tenant, so its name is neither copied nor escaped anew each time.
    [ThreadStatic]
    private static string? _client;

    [ThreadStatic]
    private static (string Part, string Escaped) _escaped;

    /// <summary>The key made of <paramref name="client"/> alone.</summary>
    public static string Of(string client) => Escaped(client);

    /// <summary>A key of two parts.</summary>
    public static string Of(string client, string id) => string.Concat(Escaped(client), "/", Escape(id));

    /// <summary>A key of two parts, the second a UUID.</summary>
    public static string Of(string client, Guid id) => string.Create(
        CultureInfo.InvariantCulture, $"{Escaped(client)}/{id:D}");

    /// <summary>A key of three parts.</summary>
    public static string Of(string client, string first, string second) =>
        string.Concat(Escaped(client), "/", Escape(first), "/" + Escape(second));

    /// <summary>The tenant of a key.</summary>
    public static string Client(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var part = slash < 0 ? key : key.AsSpan(0, slash);
        if (_client is { } known && part.SequenceEqual(known))
            return known;
        var client = Decode(part);
        // One that was escaped reads differently from its key.
        if (part.SequenceEqual(client))
            _client = client;
        return client;
    }

    /// <summary>The part of <paramref name="key"/> at <paramref name="index"/>, decoded.</summary>
    /// <exception cref="FormatException">The key has fewer parts.</exception>
    public static string Part(string key, int index) => Decode(Find(key, index));

    /// <summary>The part of <paramref name="key"/> at <paramref name="index"/> as a UUID.</summary>
    public static Guid Id(string key, int index = 1) => Guid.Parse(Find(key, index));

    private static ReadOnlySpan<char> Find(string key, int index)
    {
        var rest = key.AsSpan();
        for (; index > 0; index--)
        {
            var slash = rest.IndexOf('/');
            if (slash < 0)
                throw new FormatException($"The grain key '{key}' has too few parts.");
            rest = rest[(slash + 1)..];
        }

        var end = rest.IndexOf('/');
        return end < 0 ? rest : rest[..end];
    }

    private static string Decode(ReadOnlySpan<char> part) => part.Contains('%') ? Uri.UnescapeDataString(part.ToString()) : part.ToString();

    private static string Escaped(string client)
    {
        if (!ReferenceEquals(_escaped.Part, client))
            _escaped = (client, Escape(client));
        return _escaped.Escaped;
    }

    private static string Escape(string part) => Uri.EscapeDataString(part);
}
