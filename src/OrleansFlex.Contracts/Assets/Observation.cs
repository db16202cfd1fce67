namespace OrleansFlex.Contracts.Assets;

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

    /// <summary>Its place is none of the locations of the device's user.</summary>
    UnknownLocation,
}
