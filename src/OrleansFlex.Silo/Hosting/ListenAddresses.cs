using System.Net;
using System.Net.Sockets;

namespace OrleansFlex.Silo.Hosting;

/// <summary>The addresses that a silo is to listen on, checked before anything starts.</summary>
internal static class ListenAddresses
{
    /// <summary>The first address that is none, or null.</summary>
    public static string? FirstWrong(string urls) =>
        Split(urls) is { Length: > 0 } all ? Array.Find(all, address => Parse(address) is null) : urls;

    /// <summary>Tries the addresses, so that a silo which cannot be reached does not begin to steer devices either.</summary>
    /// <exception cref="IOException">One is taken, or is not this machine's.</exception>
    public static void ThrowIfTaken(string urls)
    {
        foreach (var address in Split(urls))
        {
            if (Parse(address) is not { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 } binding)
                continue;
            var place = PlaceOf(binding.Host);
            try
            {
                using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                if (place.Equals(IPAddress.IPv6Any))
                    socket.DualMode = true;
                socket.Bind(new IPEndPoint(place, binding.Port));
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable or SocketError.AccessDenied)
            {
                throw new IOException($"Cannot listen on {address}: {error.Message}.", error);
            }
        }
    }

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress? Parse(string address)
    {
        try
        {
            var binding = BindingAddress.Parse(address);
            var isKnown = binding.Scheme.ToUpperInvariant() is "HTTP" or "HTTPS";
            return isKnown && binding.PathBase.Length == 0 && binding.Port is >= 0 and <= IPEndPoint.MaxPort ? binding : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // A name other than localhost stands for every address of the machine, as the server takes it.
    private static IPAddress PlaceOf(string host)
    {
        if (IPAddress.TryParse(host, out var place))
            return place;
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            return IPAddress.Loopback;
        return Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
    }
}
