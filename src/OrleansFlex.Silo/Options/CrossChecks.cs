using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Options;

/// <summary>Rules between settings.</summary>
internal static class CrossChecks
{
    public static IEnumerable<string> Of(SiloOptions options)
    {
        if (options.Storage is { Provider: StorageProvider.Postgres, ConnectionString: null })
            yield return "Storage:ConnectionString is required for the provider postgres; write env:NAME or file:PATH, or set Storage__ConnectionString.";
        if (ListenAddresses.FirstWrong(options.Http.Urls) is { } wrong)
            yield return $"Http:Urls must be addresses such as http://127.0.0.1:8080, separated by semicolons, not \"{wrong}\".";
        foreach (var client in options.Clients)
        {
            if (!RequestText.IsChosenId(client.Id) || client.Id.Contains(':', StringComparison.Ordinal))
                yield return $"Clients: the id \"{client.Id}\" must be 1 to 128 visible characters without a colon.";
            if (client.Secret is null || client.Secret.Reveal().Length is 0 or > 512)
                yield return $"Clients: the client \"{client.Id}\" needs a secret of 1 to 512 characters.";
        }
        foreach (var twice in options.Clients.GroupBy(c => c.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return $"Clients: the client \"{twice.Key}\" is configured more than once.";
        foreach (var vendor in options.Vendors.GroupBy(v => v.Vendor, StringComparer.Ordinal).Where(g => g.Key.Length is 0 or > 64 || g.Count() > 1))
            yield return $"Vendors: \"{vendor.Key}\" must be 1 to 64 characters and be named once.";
    }
}
