using System.Collections.Immutable;
using OrleansFlex.Contracts.Commands;

namespace OrleansFlex.Contracts.Assets;

/// <summary>A device as last observed, with what was told of it when it was linked.</summary>
[GenerateSerializer, Immutable, Alias("device")]
public sealed record Device
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required AssetType Type { get; init; }
    [Id(2)] public required string UserId { get; init; }
    [Id(3)] public required string Vendor { get; init => field = Shared.Of(value)!; }
    [Id(4)] public required long CreatedAtMs { get; init; }
    [Id(5)] public required DeviceRatings Ratings { get; init => field = Shared.Of(value)!; }
    [Id(6)] public required ImmutableArray<string> Scopes { get; init => field = Assets.Scopes.Shared(value, Type); }

    /// <summary>Capabilities that the device lacks although its type has them.</summary>
    [Id(7)] public required ImmutableArray<string> Incapable { get; init; }
    [Id(8)] public DeviceInformation? Information { get; init => field = Shared.Of(value); }

    /// <summary>Where the device is: reported, found from its coordinates, or as linked.</summary>
    [Id(9)] public Guid? LocationId { get; init; }
    [Id(10)] public DeviceReading? Reading { get; init; }

    /// <summary>What its policy wants of the vehicle and how far that is carried out; null where no policy has steered it.</summary>
    [Id(11)] public SteeringState? Steering { get; init; }

    /// <summary>What confirmed commands have set the device to; null where there was none.</summary>
    [Id(12)] public DeviceSettings? Settings { get; init; }

    /// <summary>True where the caller may control the device.</summary>
    public bool IsControllable => Assets.Scopes.Control(Type) is { } scope && Scopes.Contains(scope);
}

/// <summary>Ratings of a device, as told when it was linked.</summary>
[GenerateSerializer, Immutable, Alias("device-ratings")]
public sealed record DeviceRatings
{
    /// <summary>The highest power at the wall, kW.</summary>
    [Id(0)] public required double MaxPowerKw { get; init; }

    /// <summary>The lowest power at which the device runs, kW.</summary>
    [Id(1)] public double? MinPowerKw { get; init; }
    [Id(2)] public double? BatteryCapacityKwh { get; init; }

    /// <summary>Level gained for energy bought, 0–1; the default is 0.9.</summary>
    [Id(3)] public double? Efficiency { get; init; }
    [Id(4)] public double? MaxDischargeKw { get; init; }

    /// <summary>True where power falls linearly from 80 % to 20 % of the maximum at 100 %.</summary>
    [Id(5)] public bool Tapers { get; init; }

    /// <summary>True where the device only switches on and off.</summary>
    [Id(6)] public bool OnOffOnly { get; init; }
}

/// <summary>What a vendor says of a device.</summary>
[GenerateSerializer, Immutable, Alias("device-information")]
public sealed record DeviceInformation
{
    [Id(0)] public string? Brand { get; init; }
    [Id(1)] public string? Model { get; init; }
    [Id(2)] public int? Year { get; init; }
    [Id(3)] public string? DisplayName { get; init; }
    [Id(4)] public string? Vin { get; init; }
    [Id(5)] public string? SerialNumber { get; init; }
    [Id(6)] public string? SiteName { get; init; }
    [Id(7)] public string? InstallationDate { get; init; }
    [Id(8)] public string? GroupName { get; init; }
    [Id(9)] public string? Category { get; init; }

    /// <summary>What an HVAC unit can be set to.</summary>
    [Id(10)] public ThermostatLimits? Thermostat { get; init; }
}

/// <summary>Links a device to a user.</summary>
[GenerateSerializer, Immutable, Alias("link-device")]
public sealed record LinkDevice
{
    [Id(0)] public required AssetType Type { get; init; }
    [Id(1)] public required string UserId { get; init; }
    [Id(2)] public required string Vendor { get; init; }
    [Id(3)] public required DeviceRatings Ratings { get; init; }
    [Id(4)] public Guid? LocationId { get; init; }
    [Id(5)] public DeviceInformation? Information { get; init; }
    [Id(6)] public ImmutableArray<string> Scopes { get; init; } = [];
    [Id(7)] public ImmutableArray<string> Incapable { get; init; } = [];
}
