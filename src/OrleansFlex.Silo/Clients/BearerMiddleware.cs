using Microsoft.AspNetCore.Authorization;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Clients;

/// <summary>
/// Finds the tenant of a request by its bearer token. Every route needs one unless it is marked <c>AllowAnonymous</c>; the framework's own
/// answers, such as 405, do not.
/// </summary>
internal sealed class BearerMiddleware(RequestDelegate next, ClientDirectory directory, RealTime real)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? next(context)
            : AuthenticateAsync(context);

    private async Task AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            await RefuseAsync(context, "Bearer", "The request needs an access token: Authorization: Bearer <token>.");
            return;
        }
        var snapshot = await directory.GetAsync(context.RequestAborted);
        var token = AccessToken.Open(value[Scheme.Length..].Trim(), snapshot.TokenKey);
        if (token is null || !snapshot.Takes(token, real.Provider.GetUtcNow()))
        {
            await RefuseAsync(context, "Bearer error=\"invalid_token\"", "The request contained an invalid or expired token.");
            return;
        }
        context.SetClient(token);
        await next(context);
    }

    private static Task RefuseAsync(HttpContext context, string challenge, string detail)
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return ProblemWriter.WriteAsync(context, ProblemType.Unauthorized, detail);
    }
}
