using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Documentation;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Clients;

/// <summary>OAuth 2.0 client credentials (RFC 6749, section 4.4): id and secret for an access token, by HTTP Basic or in the form.</summary>
internal static class TokenEndpoint
{
    /// <summary>Seconds for which a token is good.</summary>
    public const int LifetimeSeconds = 3599;

    private const string Form = "application/x-www-form-urlencoded";

    private const int FormLimit = 16 * 1024;

    public static void MapTokens(this IEndpointRouteBuilder routes) => routes.MapPost("/oauth2/token", Issue).AllowAnonymous()
        .Produces<TokenBody>().Produces<OAuthError>(400).Produces<OAuthError>(401)
        .Describe("Get an access token",
            Shape.Object(("grant_type", Shape.OneOf("client_credentials")), ("client_id?", Shape.String), ("client_secret?", Shape.String)),
            bodyType: Form, detail: "OAuth 2.0 client credentials: `grant_type=client_credentials` as a form, id and secret by HTTP Basic or in the form.");

    private static async Task<IResult> Issue(HttpContext context, ClientDirectory directory, SecretVerifier verifier, RealTime real)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        if (await ReadFormAsync(context) is not { } form || form.Values.Any(v => v.Count > 1))
            return OAuthError.Of(400, "invalid_request", "The body must be application/x-www-form-urlencoded with every parameter once.");
        var grant = form.GetValueOrDefault("grant_type").ToString();
        if (grant.Length == 0)
            return OAuthError.Of(400, "invalid_request", "grant_type is required.");
        var basic = ClientCredentials.FromBasic(context.Request.Headers.Authorization);
        if (basic is { } given && (Differs(form, "client_id", given.Id, given.FormDecoded.Id) || Differs(form, "client_secret", given.Secret, given.FormDecoded.Secret)))
            return OAuthError.Of(400, "invalid_request", "Id and secret must come by HTTP Basic or in the form, not in both ways with different values.");
        var credentials = basic ?? new ClientCredentials(form.GetValueOrDefault("client_id").ToString(), form.GetValueOrDefault("client_secret").ToString());
        var snapshot = await directory.GetAsync(context.RequestAborted);
        var client = await FindAsync(credentials, snapshot, verifier, context.RequestAborted);
        if (client is null && basic is not null && credentials.FormDecoded is var decoded && decoded != credentials)
            client = await FindAsync(decoded, snapshot, verifier, context.RequestAborted);
        if (client is null)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth2\"";
            return OAuthError.Of(401, "invalid_client", "The client id or secret is wrong.");
        }
        if (grant != "client_credentials")
            return OAuthError.Of(400, "unsupported_grant_type", "Only client_credentials is supported.");
        var expires = real.Provider.GetUtcNow().ToUnixTimeSeconds() + LifetimeSeconds;
        var token = new AccessToken(client.Id, expires, client.Generation).Seal(snapshot.TokenKey);
        return Results.Json(new TokenBody(token, LifetimeSeconds, "", "bearer"));
    }

    /// <summary>The form has another value than the one that came by HTTP Basic, as it came or form-decoded.</summary>
    private static bool Differs(Dictionary<string, StringValues> form, string name, string raw, string decoded) =>
        form.TryGetValue(name, out var value) && value != raw && value != decoded;

    private static async ValueTask<ClientRow?> FindAsync(ClientCredentials credentials, ClientSnapshot snapshot, SecretVerifier verifier, CancellationToken cancellation)
    {
        var client = snapshot.Clients.GetValueOrDefault(credentials.Id);
        return credentials.Secret.Length is > 0 and <= 512 && await verifier.IsRightAsync(client, credentials.Secret, cancellation) ? client : null;
    }

    private static async Task<Dictionary<string, StringValues>?> ReadFormAsync(HttpContext context)
    {
        try
        {
            var body = await RequestBody.ReadAsync(context, FormLimit, Form);
            return System.Text.Unicode.Utf8.IsValid(body.Bytes.Span) ? QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Bytes.Span)) : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    /// <summary>A token response.</summary>
    private sealed record TokenBody(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("scope")] string Scope,
        [property: JsonPropertyName("token_type")] string TokenType);
}
