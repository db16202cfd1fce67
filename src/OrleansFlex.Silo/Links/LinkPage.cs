using Microsoft.AspNetCore.WebUtilities;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Links;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Links;

/// <summary>The page on which a user picks the devices to link. It needs no token but the one in its address.</summary>
internal static class LinkPage
{
    public const string Path = "/link";

    private const int FormLimit = 4096;

    public static void MapLinkPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Path}/{{token}}", Show).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost($"{Path}/{{token}}", Submit).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task Show(HttpContext context, IGrainFactory grains, RealTime real)
    {
        var invitation = await FindAsync(context, grains) is { } link ? await link.Get() : null;
        await LinkHtml.WriteAsync(context, invitation, Open(invitation, real) ? null : Closed(invitation));
    }

    private static async Task Submit(HttpContext context, IGrainFactory grains, RealTime real, LinkedHouseholds households)
    {
        var link = await FindAsync(context, grains);
        var invitation = link is null ? null : await link.Get();
        if (!Open(invitation, real))
        {
            await LinkHtml.WriteAsync(context, invitation, Closed(invitation));
            return;
        }

        var form = await FormAsync(context);
        var isCancelled = form is not null && form.TryGetValue("action", out var action) && action == "cancel";
        var types = LinkHtml.Choices(invitation!).Where(type => form is not null && form.GetValueOrDefault("device").Contains(type.Name())).ToList();
        if (!isCancelled && types.Count == 0)
        {
            await LinkHtml.WriteAsync(context, invitation, null, "Choose at least one device, or cancel.");
            return;
        }

        // From here on the invitation is used up, also for whoever submits at the same time.
        if (await link!.Claim(real.Provider.GetUtcNow().ToUnixTimeMilliseconds()) is not { } claimed)
        {
            await LinkHtml.WriteAsync(context, invitation, Closed(invitation));
            return;
        }

        var linked = isCancelled ? 0 : await households.LinkAsync(claimed, types, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(new Uri(claimed.RedirectUri).AbsoluteUri, new Dictionary<string, string?>
        {
            ["linkResult"] = isCancelled ? "cancelled" : "success",
            ["linkedDevices"] = linked.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        LinkHtml.Protect(context, claimed);
    }

    private static Task<ILinkGrain?> FindAsync(HttpContext context, IGrainFactory grains) => Task.FromResult(
        LinkToken.Digest(context.Request.RouteValues["token"] as string) is { } digest ? grains.GetGrain<ILinkGrain>(GrainKeys.Of(digest)) : null);

    private static bool Open(LinkInvitation? invitation, RealTime real) =>
        invitation is { IsUsed: false } && real.Provider.GetUtcNow().ToUnixTimeMilliseconds() < invitation.ExpiresAtMs;

    private static LinkEnd Closed(LinkInvitation? invitation) => invitation switch
    {
        null => new(StatusCodes.Status404NotFound, "This link does not exist", "Please check the address, or ask for a new link."),
        { IsUsed: true } => new(StatusCodes.Status410Gone, "This link has been used", "Your choice was taken over. To link more devices, ask for a new link."),
        _ => new(StatusCodes.Status410Gone, "This link has expired", "Links work for 24 hours. Please ask for a new one."),
    };

    private static async Task<Dictionary<string, Microsoft.Extensions.Primitives.StringValues>?> FormAsync(HttpContext context)
    {
        try
        {
            var body = await RequestBody.ReadAsync(context, FormLimit, "application/x-www-form-urlencoded");
            return System.Text.Unicode.Utf8.IsValid(body.Bytes.Span) ? QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body.Bytes.Span)) : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}

/// <summary>Why a link is over.</summary>
internal sealed record LinkEnd(int Status, string Title, string Text);
