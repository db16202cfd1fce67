using System.Net;
using System.Net.Sockets;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>
/// Where the silo may send requests that others have given the address of. The rules hold when the connection is made, on the address
/// that the name has resolved to at that moment, so that a name that changes its address in between gets nowhere.
/// </summary>
/// <param name="allowPrivate">Lets plain http and private and loopback addresses pass: for tests on one machine.</param>
public sealed class OutboundAddressGuard(bool allowPrivate)
{
    /// <summary>What is wrong with an address as it is configured, or null. Names are not resolved here.</summary>
    /// <param name="address">The address as it was given.</param>
    /// <param name="uri">The address, where nothing is wrong with it.</param>
    public string? Check(string address, out Uri? uri)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) || uri.Host.Length == 0)
            return "must be an absolute https address";
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return "must have neither user information nor a fragment";
        if (!allowPrivate && uri.Scheme != Uri.UriSchemeHttps)
            return "must use https";
        var isLocalName = uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        if (!allowPrivate && (isLocalName || (IPAddress.TryParse(uri.DnsSafeHost, out var literal) && !PublicAddresses.Contains(literal))))
            return "must not be a private or loopback address";
        return null;
    }

    /// <summary>
    /// A handler that only reaches permitted addresses, follows no redirects, keeps no cookies and takes no proxy from the environment
    /// (behind which the rules could not be kept).
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
        ConnectCallback = ConnectAsync,
    };

    /// <summary>Connects to the first permitted address of the name that answers.</summary>
    /// <exception cref="OutboundAddressException">The name has no permitted address.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var resolved = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var permitted = allowPrivate ? resolved : Array.FindAll(resolved, PublicAddresses.Contains);
        if (permitted.Length == 0)
            throw new OutboundAddressException($"{context.DnsEndPoint.Host} has no address that requests may go to.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
