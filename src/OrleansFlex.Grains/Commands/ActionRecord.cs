using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Commands;

namespace OrleansFlex.Grains.Commands;

/// <summary>What is stored of an action. Its row in the catalog is what old actions are found by.</summary>
public sealed record ActionRecord : ICatalogued
{
    /// <summary>The action as last filed.</summary>
    public VendorAction? Action { get; init; }

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Action, GrainKeys.Part(grainKey, 1), Action?.CreatedAtMs ?? 0)
        {
            UserId = Action?.UserId,
            Type = Action?.TargetType.Name(),
        };
}
