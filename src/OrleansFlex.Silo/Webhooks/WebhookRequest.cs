using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Grains.Webhooks;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>What a request says of a webhook; null where it says nothing. Secrets are still in the clear here.</summary>
internal sealed partial record WebhookRequest(
    string? Url, string? Secret, ImmutableArray<string>? Events, string? ApiVersion, string? HeaderName, string? HeaderValue)
{
    // Headers that are ours, or that HTTP itself needs.
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        [
            "connection", "content-encoding", "content-length", "content-type", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection", "te",
            "trailer", "transfer-encoding", "upgrade", "user-agent",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a new webhook, or, where <paramref name="isPatch"/>, what is to change of one.</summary>
    public static WebhookRequest Read(JsonFields body, bool isPatch, OutboundAddressGuard guard)
    {
        if (isPatch)
            body.RefuseNull("url", "secret", "events");
        var url = isPatch ? body.OptionalString("url", 8, 200) : body.String("url", 8, 200);
        if (url is { Length: > 0 } && guard.Check(url, out _) is { } fault)
            body.Fail("url", fault);
        var secret = isPatch ? body.OptionalString("secret", 6, 256) : body.String("secret", 6, 256);
        var authentication = body.OptionalObject("authentication");
        return new WebhookRequest(
            url,
            secret,
            ReadEvents(body),
            body.OptionalOneOf("apiVersion", DeliveryBody.Version),
            authentication is null ? null : ReadHeaderName(authentication),
            authentication is null ? null : ReadHeaderValue(authentication));
    }

    private static ImmutableArray<string>? ReadEvents(JsonFields body)
    {
        if (body.OptionalStrings("events", 1, 64, 128) is not { } names)
            return null;
        foreach (var name in names.Where(name => !EventNames.IsKnown(name)))
            body.Fail("events", $"'{name}' is not the name of an event");
        return [.. names.Distinct()];
    }

    private static string ReadHeaderName(JsonFields authentication)
    {
        var name = authentication.String("headerName", 1, 128);
        if (!HeaderNamePattern().IsMatch(name))
            authentication.Fail("headerName", "must be letters, digits, hyphens and underscores");
        else if (Reserved.Contains(name) || name.StartsWith("x-enode-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase))
            authentication.Fail("headerName", "is a header that is sent anyway");
        return name;
    }

    private static string ReadHeaderValue(JsonFields authentication)
    {
        var value = authentication.String("headerValue", 1, 256);
        if (!value.All(char.IsAscii))
            authentication.Fail("headerValue", "must be ASCII");
        return value;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex HeaderNamePattern();
}
