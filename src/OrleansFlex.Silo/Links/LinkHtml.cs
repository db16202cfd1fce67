using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Links;

namespace OrleansFlex.Silo.Links;

/// <summary>The page as HTML: one file with its style inside, nothing from elsewhere, no script.</summary>
internal static class LinkHtml
{
    private static readonly string Template = Read();

    // The policy names the style by its digest, so that nothing else that got into the page could style it.
    private static readonly string StyleDigest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Between(Template, "<style>", "</style>"))));

    private static readonly ImmutableArray<(string Name, string About)> About =
    [
        ("Electric car", "Read its battery and plug"), ("Charger", "Read whether a car charges"), ("Home battery", "Read its level and power"),
        ("Heat pump", "Read temperature and power"), ("Solar inverter", "Read what the roof produces"), ("Electricity meter", "Read what the home uses"),
    ];

    /// <summary>The types of devices that the invitation's scopes let its bearer link.</summary>
    public static IEnumerable<AssetType> Choices(LinkInvitation invitation) =>
        Enum.GetValues<AssetType>().Where(type => invitation.Scopes.Contains(Scopes.Of(type)[0]));

    /// <summary>Writes the form, with what is wrong with the last choice, or why the link is over.</summary>
    public static async Task WriteAsync(HttpContext context, LinkInvitation? invitation, LinkEnd? end, string? wrong = null)
    {
        Protect(context, invitation);
        context.Response.StatusCode = end?.Status ?? (wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = end is not null || invitation is null ? Ended(end!) : Form(invitation, wrong);
        await context.Response.WriteAsync(page, context.RequestAborted);
    }

    /// <summary>Sets the headers that keep the page, and the token in its address, to itself.</summary>
    public static void Protect(HttpContext context, LinkInvitation? invitation)
    {
        var headers = context.Response.Headers;
        // Browsers hold the redirect after a form to this too.
        var target = invitation is null ? "" : $" {new Uri(invitation.RedirectUri).GetLeftPart(UriPartial.Authority)}";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleDigest}'; form-action 'self'{target}; base-uri 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
    }

    private static string Ended(LinkEnd end) => Fill(end.Title, $"<p role=\"status\">{Encode(end.Text)}</p>");

    private static string Form(LinkInvitation invitation, string? wrong)
    {
        var html = new StringBuilder();
        if (wrong is not null)
            html.Append($"<p class=\"wrong\" role=\"alert\">{Encode(wrong)}</p>");
        html.Append($"<p><strong>{Encode(invitation.Client)}</strong> asks for access to devices of <strong>{Encode(invitation.UserId)}</strong>. ")
            .Append("The devices on this page are simulated.</p><form method=\"post\"><fieldset><legend>Which devices do you have?</legend>");
        foreach (var type in Choices(invitation))
        {
            var (name, about) = About[(int)type];
            var control = Scopes.Control(type) is { } scope && invitation.Scopes.Contains(scope) ? ", and control it" : "";
            html.Append($"<label><input type=\"checkbox\" name=\"device\" value=\"{type.Name()}\"><span><b>{name}</b><small>{about}{control}</small></span></label>");
        }

        var host = new Uri(invitation.RedirectUri).Host;
        html.Append("</fieldset><div class=\"buttons\"><button name=\"action\" value=\"link\">Link devices</button>")
            .Append("<button name=\"action\" value=\"cancel\" class=\"quiet\">Cancel</button></div></form>")
            .Append($"<p class=\"note\">You will return to {Encode(host)}. You can end the access there at any time.</p>");
        return Fill("Link your devices", html.ToString());
    }

    private static string Fill(string title, string content) =>
        Template.Replace("{{title}}", Encode(title), StringComparison.Ordinal).Replace("{{content}}", content, StringComparison.Ordinal);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Read()
    {
        using var stream = typeof(LinkHtml).Assembly.GetManifestResourceStream("OrleansFlex.Silo.Links.link.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
