using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Clients;

/// <summary>The tenant of a request. It comes from the access token, never from a path or a body.</summary>
public static class ClientContext
{
    private static readonly object Key = new();
    private static readonly object TokenKey = new();

    /// <summary>The id of the API client whose token the request carries.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous.</exception>
    public static string GetClient(this HttpContext context) =>
        context.Items[Key] as string ?? throw new InvalidOperationException("The endpoint does not require a token, so the request has no client.");

    internal static void SetClient(this HttpContext context, AccessToken token)
    {
        context.Items[Key] = token.ClientId;
        context.Items[TokenKey] = token;
    }

    /// <summary>Whether the request's token would still be taken: for answers that go on for long.</summary>
    internal static async ValueTask<bool> IsStillAllowedAsync(this HttpContext context, ClientDirectory directory, RealTime real)
    {
        var snapshot = await directory.GetAsync(context.RequestAborted);
        return context.Items[TokenKey] is AccessToken token && snapshot.Takes(token, real.Provider.GetUtcNow());
    }
}
