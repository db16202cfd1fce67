namespace OrleansFlex.Silo.Options;

/// <summary>One API client.</summary>
public sealed record ClientOptions
{
    /// <summary>Client id, 1–128 visible characters without a colon: the tenant's name.</summary>
    public string Id { get; init; } = "";

    /// <summary>Client secret. A changed secret ends the tokens that were given out under the old one.</summary>
    public Secret? Secret { get; init; }
}
