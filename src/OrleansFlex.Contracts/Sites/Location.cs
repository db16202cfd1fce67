namespace OrleansFlex.Contracts.Sites;

/// <summary>A site as the Flex API shows it.</summary>
[GenerateSerializer, Immutable, Alias("location")]
public sealed record Location
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string UserId { get; init; }
    [Id(2)] public required string Name { get; init; }
    [Id(3)] public required double Latitude { get; init; }
    [Id(4)] public required double Longitude { get; init; }
    [Id(5)] public required string TimezoneName { get; init; }
    [Id(6)] public required long CreatedAtMs { get; init; }
    [Id(7)] public string? Zone { get; init; }
    [Id(8)] public string? Area { get; init; }
}

/// <summary>Creates a site.</summary>
[GenerateSerializer, Immutable, Alias("create-location")]
public sealed record CreateLocation
{
    [Id(0)] public required string UserId { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required double Latitude { get; init; }
    [Id(3)] public required double Longitude { get; init; }
    [Id(4)] public string TimezoneName { get; init; } = "UTC";
    [Id(5)] public string? Zone { get; init; }
    [Id(6)] public string? Area { get; init; }
}

/// <summary>Changes a site: members that are null stay as they are.</summary>
[GenerateSerializer, Immutable, Alias("update-location")]
public sealed record UpdateLocation
{
    [Id(0)] public string? Name { get; init; }
    [Id(1)] public double? Latitude { get; init; }
    [Id(2)] public double? Longitude { get; init; }
    [Id(3)] public string? TimezoneName { get; init; }
    [Id(4)] public string? Zone { get; init; }
    [Id(5)] public string? Area { get; init; }
}
