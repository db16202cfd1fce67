using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Links;

/// <summary>
/// An invitation to link devices on a page. Its key is the digest of the token that its bearer has, so that the token itself is nowhere stored;
/// the token stands for the tenant's consent, which is why this key alone does not begin with the tenant.
/// </summary>
[Alias("link")]
public interface ILinkGrain : IGrainWithStringKey
{
    /// <summary>Stores the invitation.</summary>
    [Alias("open")]
    Task Open(LinkInvitation invitation);

    /// <summary>The invitation, or null where there is none.</summary>
    [Alias("get"), ReadOnly]
    Task<LinkInvitation?> Get();

    /// <summary>Uses the invitation up. Null where there is none, or it is used or expired: then nothing has changed.</summary>
    /// <param name="nowMs">The real time, Unix milliseconds.</param>
    [Alias("claim")]
    Task<LinkInvitation?> Claim(long nowMs);

    /// <summary>Forgets the invitation.</summary>
    [Alias("forget")]
    Task Forget();
}

/// <summary>An invitation to link devices to a user.</summary>
[GenerateSerializer, Immutable, Alias("link-invitation")]
public sealed record LinkInvitation
{
    [Id(0)] public required string Client { get; init; }
    [Id(1)] public required string UserId { get; init; }

    /// <summary>What the tenant asks to be allowed.</summary>
    [Id(2)] public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>Where the browser goes when it is done.</summary>
    [Id(3)] public required string RedirectUri { get; init; }
    [Id(4)] public required string Language { get; init; }

    /// <summary>When it was made, Unix milliseconds of the domain clock.</summary>
    [Id(5)] public required long CreatedAtMs { get; init; }

    /// <summary>When it expires, Unix milliseconds of the real time.</summary>
    [Id(6)] public required long ExpiresAtMs { get; init; }

    /// <summary>True once it is used up.</summary>
    [Id(7)] public bool IsUsed { get; init; }
}
