using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Links;

namespace OrleansFlex.Grains.Links;

/// <summary>What is stored of an invitation. Its row in the catalog is what old ones are found by.</summary>
public sealed record LinkRecord : ICatalogued
{
    /// <summary>The invitation.</summary>
    public LinkInvitation? Invitation { get; init; }

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(Invitation?.Client ?? "", CatalogKinds.Link, GrainKeys.Part(grainKey, 0), Invitation?.CreatedAtMs ?? 0) { UserId = Invitation?.UserId };
}
