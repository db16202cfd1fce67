using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Links;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Sandbox;

namespace OrleansFlex.Silo.Links;

/// <summary>Invitations to link devices on a page, and the end of links.</summary>
internal static class LinkEndpoints
{
    private const int RedirectLength = 500;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static readonly ImmutableArray<string> AllScopes = [.. Enum.GetValues<AssetType>().SelectMany(type => Scopes.Of(type))];

    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/users/{userId}/link", Invite);
        routes.MapDelete("/users/{userId}/vendors/{vendor}", (HttpContext context, IGrainFactory grains) => Unlink(context, grains, null));
        routes.MapDelete("/users/{userId}/vendors/{vendor}/{vendorType}", (HttpContext context, IGrainFactory grains) =>
            Unlink(context, grains, context.ChosenId("vendorType")));
        routes.MapLinkPage();
    }

    private static async Task<LinkBody> Invite(HttpContext context, IGrainFactory grains, SiloOptions options, TimeProvider clock, RealTime real)
    {
        var userId = context.ChosenId("userId");
        var body = await JsonBody.ReadAsync(context);
        var scopes = body.StringSet("scopes", AllScopes);
        if (scopes.Count == 0 && body.Has("scopes"))
            body.Fail("scopes", "must name at least one scope");
        foreach (var scope in scopes.Where(scope => !scopes.Contains(Scopes.Of(TypeOf(scope))[0])))
            body.Fail("scopes", $"must contain {Scopes.Of(TypeOf(scope))[0]} beside {scope}");
        var language = body.String("language", 2, 16);
        var redirectUri = body.String("redirectUri", 1, RedirectLength);
        if (redirectUri.Length > 0 && !IsWebAddress(redirectUri))
            body.Fail("redirectUri", "must be an absolute http or https address");
        if (body.OptionalString("vendor", 1, 64) is { Length: > 0 } vendor && vendor != SandboxSettlement.Vendor)
            body.Fail("vendor", $"must be {SandboxSettlement.Vendor}: devices of other vendors are linked with POST /users/{{userId}}/devices");
        body.ThrowIfInvalid();
        if (!options.Sandbox.Enabled)
            throw Problem.BadRequest("There is no vendor whose devices can be linked on a page: the sandbox is off.");

        var token = LinkToken.Create();
        await grains.GetGrain<IUserGrain>(GrainKeys.Of(context.GetClient(), userId)).Join();
        await grains.GetGrain<ILinkGrain>(GrainKeys.Of(LinkToken.Digest(token)!)).Open(new LinkInvitation
        {
            Client = context.GetClient(),
            UserId = userId,
            Scopes = [.. scopes],
            RedirectUri = redirectUri,
            Language = language,
            CreatedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            ExpiresAtMs = (real.Provider.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds(),
        });
        return new LinkBody($"{context.Request.Scheme}://{context.Request.Host}{LinkPage.Path}/{token}", token);
    }

    private static async Task<NoContent> Unlink(HttpContext context, IGrainFactory grains, string? type)
    {
        var (client, vendor) = (context.GetClient(), context.ChosenId("vendor"));
        var user = await grains.GetGrain<IUserGrain>(GrainKeys.Of(client, context.ChosenId("userId"))).Get();
        var devices = user?.Devices.Where(device => device.Vendor == vendor && (type is null || device.Type == type)).ToList() ?? [];
        if (devices.Count == 0)
            throw Problem.NotFound("The user has no devices of this vendor.");
        foreach (var device in devices)
            await grains.GetGrain<IAssetGrain>(GrainKeys.Of(client, device.Id)).Unlink();
        return TypedResults.NoContent();
    }

    private static AssetType TypeOf(string scope) => AssetTypes.TryParse(scope[..scope.IndexOf(':', StringComparison.Ordinal)], out var type) ? type : default;

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}

/// <summary>An invitation on the wire.</summary>
public sealed record LinkBody(string LinkUrl, string LinkToken);
