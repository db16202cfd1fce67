using System.Net;
using System.Net.Sockets;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>
/// Addresses on the public internet: all but those that the IANA special-purpose registries (RFC 6890) keep for other ends. Addresses
/// of version 6 that carry one of version 4 are judged by the latter.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>True where a request to the address leaves for the public internet.</summary>
    public static bool Contains(IPAddress address)
    {
        var judged = Carried(address) ?? address;
        return (judged.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(judged))
            && !Array.Exists(Special, network => network.BaseAddress.AddressFamily == judged.AddressFamily && network.Contains(judged));
    }

    private static IPAddress? Carried(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Translated.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4)) : SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }
}
