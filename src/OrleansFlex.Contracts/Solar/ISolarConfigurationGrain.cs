using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Contracts.Solar;

/// <summary>The description of one array of solar panels at a location.</summary>
[Alias("solar-configuration")]
public interface ISolarConfigurationGrain : IGrainWithStringKey
{
    /// <summary>Creates the configuration. Refused where user or location are unknown, do not belong together, or have the same array already.</summary>
    [Alias("create")]
    Task<Outcome<SolarConfiguration>> Create(CreateSolarConfiguration command);

    /// <summary>The configuration, or null where it does not exist.</summary>
    [Alias("get"), ReadOnly]
    Task<SolarConfiguration?> Get();

    /// <summary>Changes the members that are given.</summary>
    [Alias("update")]
    Task<Outcome<SolarConfiguration>> Update(UpdateSolarConfiguration command);

    /// <summary>Deletes the configuration. False where it does not exist.</summary>
    [Alias("delete")]
    Task<bool> Delete();

    /// <summary>The location is going, and the configuration with it, even while that waits for the location.</summary>
    [Alias("location-deleted"), AlwaysInterleave]
    Task LocationDeleted();
}

/// <summary>A solar configuration as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("solar-configuration-view")]
public sealed record SolarConfiguration
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string UserId { get; init; }
    [Id(2)] public required Guid LocationId { get; init; }
    [Id(3)] public required SolarArray Array { get; init; }
    [Id(4)] public required long CreatedAtMs { get; init; }
    [Id(5)] public required long UpdatedAtMs { get; init; }
}

/// <summary>Creates a solar configuration.</summary>
[GenerateSerializer, Immutable, Alias("create-solar-configuration")]
public sealed record CreateSolarConfiguration
{
    [Id(0)] public required string UserId { get; init; }
    [Id(1)] public required Guid LocationId { get; init; }
    [Id(2)] public required SolarArray Array { get; init; }
}

/// <summary>Changes a solar configuration. Angles may be set to null, so it is told apart whether they are given.</summary>
[GenerateSerializer, Immutable, Alias("update-solar-configuration")]
public sealed record UpdateSolarConfiguration
{
    /// <summary>The new capacity, kWp, or null to keep it.</summary>
    [Id(0)] public double? Capacity { get; init; }

    /// <summary>Whether <see cref="Azimuth"/> is given.</summary>
    [Id(1)] public bool SetsAzimuth { get; init; }
    [Id(2)] public double? Azimuth { get; init; }

    /// <summary>Whether <see cref="Tilt"/> is given.</summary>
    [Id(3)] public bool SetsTilt { get; init; }
    [Id(4)] public double? Tilt { get; init; }

    /// <summary>An array after the change.</summary>
    public SolarArray Apply(SolarArray array) =>
        new(Capacity ?? array.CapacityKw, SetsAzimuth ? Azimuth : array.AzimuthDegrees, SetsTilt ? Tilt : array.TiltDegrees);
}
