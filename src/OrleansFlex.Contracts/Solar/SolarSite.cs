using System.Collections.Immutable;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Contracts.Solar;

/// <summary>What a solar forecast needs to know of a site.</summary>
[GenerateSerializer, Immutable, Alias("solar-site")]
public sealed record SolarSite
{
    /// <summary>The version of the site that this is.</summary>
    [Id(0)] public required long Version { get; init; }
    [Id(1)] public required string UserId { get; init; }

    /// <summary>Degrees north.</summary>
    [Id(2)] public required double Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    [Id(3)] public required double Longitude { get; init; }
    [Id(4)] public string? Zone { get; init; }
    [Id(5)] public string? Area { get; init; }

    /// <summary>The configured arrays.</summary>
    [Id(6)] public required ImmutableArray<ConfiguredArray> Arrays { get; init; }

    /// <summary>The inverters of the household.</summary>
    [Id(7)] public required ImmutableArray<Guid> Inverters { get; init; }
}
