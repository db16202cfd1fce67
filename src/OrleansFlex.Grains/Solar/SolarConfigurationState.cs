using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Solar;

/// <summary>What is stored of a solar configuration.</summary>
public sealed record SolarConfigurationState : ICatalogued
{
    /// <summary>When the configuration was made; 0 where there is none.</summary>
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }
    public string UserId { get; init; } = "";
    public Guid LocationId { get; init; }

    /// <summary>Peak capacity, kWp.</summary>
    public double Capacity { get; init; }
    public double? Azimuth { get; init; }
    public double? Tilt { get; init; }

    /// <summary>The array that is described.</summary>
    public SolarArray ToArray() => new(Capacity, Azimuth, Tilt);

    /// <summary>This state with another array.</summary>
    public SolarConfigurationState With(SolarArray array) =>
        this with { Capacity = array.CapacityKw, Azimuth = array.AzimuthDegrees, Tilt = array.TiltDegrees };

    /// <summary>The configuration as the API shows it.</summary>
    public SolarConfiguration ToConfiguration(Guid id) => new()
    {
        Id = id,
        UserId = UserId,
        LocationId = LocationId,
        Array = ToArray(),
        CreatedAtMs = CreatedAtMs,
        UpdatedAtMs = UpdatedAtMs,
    };

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.SolarConfiguration, GrainKeys.Part(grainKey, 1), CreatedAtMs)
        {
            UserId = UserId,
            LocationId = LocationId.ToString("D"),
        };
}
