using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sites;

namespace OrleansFlex.Grains.Sites;

/// <summary>What is stored of a user.</summary>
public sealed record UserState : ICatalogued
{
    /// <summary>When the user came to be; 0 where there is none.</summary>
    public long CreatedAtMs { get; init; }

    /// <summary>The user's locations.</summary>
    public ImmutableArray<Place> Places { get; init; } = [];

    /// <summary>The user's devices.</summary>
    public ImmutableArray<LinkedDevice> Devices { get; init; } = [];

    /// <summary>The policies on the user's vehicles.</summary>
    public ImmutableArray<Guid> Policies { get; init; } = [];

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.User, GrainKeys.Part(grainKey, 1), CreatedAtMs);
}
