using System.Collections;

namespace OrleansFlex.Silo.Options;

/// <summary>The first client's credentials, which have environment variables of their own: <c>FLEX_CLIENT_ID</c>, <c>FLEX_CLIENT_SECRET</c>.</summary>
internal static class ClientSettings
{
    public static SiloOptions WithFirstClient(SiloOptions options, IDictionary environment)
    {
        var id = environment["FLEX_CLIENT_ID"] as string;
        var secret = environment["FLEX_CLIENT_SECRET"] as string;
        if (string.IsNullOrEmpty(id) && string.IsNullOrEmpty(secret))
            return options;
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret))
            throw new OptionsException(["FLEX_CLIENT_ID and FLEX_CLIENT_SECRET must be set together."]);
        var first = new ClientOptions { Id = id, Secret = Secret.Of(secret) };
        return options with { Clients = [first, .. options.Clients.Where(c => c.Id != id)] };
    }
}
