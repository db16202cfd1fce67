namespace OrleansFlex.Contracts.Assets;

/// <summary>A device's state as last observed: each member is the latest value that was told. Merged, then replaced as a whole.</summary>
[GenerateSerializer, Immutable, Alias("device-reading")]
public sealed record DeviceReading
{
    /// <summary>When it was observed, Unix milliseconds.</summary>
    [Id(0)] public required long AtMs { get; init; }
    [Id(1)] public bool? IsReachable { get; init; }

    /// <summary>Since when the device has been reported unreachable.</summary>
    [Id(2)] public long? UnreachableSinceMs { get; init; }
    [Id(3)] public bool? IsPluggedIn { get; init; }

    /// <summary>Since when the device has been plugged in.</summary>
    [Id(4)] public long? PluggedInSinceMs { get; init; }
    [Id(5)] public bool? IsCharging { get; init; }

    /// <summary>Since when the device has been charging.</summary>
    [Id(6)] public long? ChargingSinceMs { get; init; }

    /// <summary>State of charge, percent.</summary>
    [Id(7)] public double? BatteryLevel { get; init; }

    /// <summary>The level the device itself stops at, percent.</summary>
    [Id(8)] public double? ChargeLimit { get; init; }

    /// <summary>Power at the wall, kW; consumption is positive.</summary>
    [Id(9)] public double? ChargeRateKw { get; init; }
    [Id(10)] public double? EnergyMeterKwh { get; init; }
    [Id(11)] public string? PluggedInChargerId { get; init; }
    [Id(12)] public double? Latitude { get; init; }
    [Id(13)] public double? Longitude { get; init; }
    [Id(14)] public double? ProductionKw { get; init; }

    /// <summary>Degrees Celsius.</summary>
    [Id(15)] public double? Temperature { get; init; }
}

/// <summary>One item of telemetry: members that are null were not told.</summary>
[GenerateSerializer, Immutable, Alias("observation")]
public sealed record Observation
{
    [Id(0)] public required long AtMs { get; init; }
    [Id(1)] public bool? IsReachable { get; init; }
    [Id(2)] public bool? IsPluggedIn { get; init; }
    [Id(3)] public bool? IsCharging { get; init; }
    [Id(4)] public double? BatteryLevel { get; init; }
    [Id(5)] public double? ChargeLimit { get; init; }
    [Id(6)] public double? ChargeRateKw { get; init; }
    [Id(7)] public double? EnergyMeterKwh { get; init; }
    [Id(8)] public string? PluggedInChargerId { get; init; }
    [Id(9)] public double? Latitude { get; init; }
    [Id(10)] public double? Longitude { get; init; }
    [Id(11)] public Guid? LocationId { get; init; }
    [Id(12)] public double? ProductionKw { get; init; }
    [Id(13)] public double? Temperature { get; init; }

    /// <summary>The command that the report tells of.</summary>
    [Id(14)] public Guid? CommandId { get; init; }

    /// <summary>How that command went, in the vendor's word.</summary>
    [Id(15)] public string? CommandStatus { get; init; }
}

/// <summary>What became of an item of telemetry.</summary>
public enum ObservationResult
{
    /// <summary>It is the device's state now.</summary>
    Accepted,

    /// <summary>It is older than the device's state and was ignored.</summary>
    Stale,

    /// <summary>There is no such device.</summary>
    UnknownDevice,

    /// <summary>It is more than five minutes in the future.</summary>
    InTheFuture,
}
