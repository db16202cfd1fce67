namespace OrleansFlex.Silo.Clients;

/// <summary>The tenant of a request. It comes from the access token, never from a path or a body.</summary>
public static class ClientContext
{
    private static readonly object Key = new();

    /// <summary>The id of the API client whose token the request carries.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous.</exception>
    public static string GetClient(this HttpContext context) =>
        context.Items[Key] as string ?? throw new InvalidOperationException("The endpoint does not require a token, so the request has no client.");

    internal static void SetClient(this HttpContext context, string clientId) => context.Items[Key] = clientId;
}
