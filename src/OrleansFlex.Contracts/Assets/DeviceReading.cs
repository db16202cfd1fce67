namespace OrleansFlex.Contracts.Assets;

/// <summary>
/// A device's state as last observed: each member is the latest value that was told. Merged, then replaced as a whole.
/// Packed, since every device has one in memory: what is absent is told by a value that cannot be, and what few devices tell is apart.
/// </summary>
[GenerateSerializer, Immutable, Alias("device-reading")]
public sealed record DeviceReading
{
    private const int Reachable = 0;
    private const int PluggedIn = 2;
    private const int Charging = 4;
    private const long Never = long.MinValue;

    [Id(1)] private readonly byte _flags;
    [Id(2)] private readonly long _unreachableSinceMs = Never;
    [Id(3)] private readonly long _pluggedInSinceMs = Never;
    [Id(4)] private readonly long _chargingSinceMs = Never;
    [Id(5)] private readonly double _batteryLevel = double.NaN;
    [Id(6)] private readonly double _chargeLimit = double.NaN;
    [Id(7)] private readonly double _chargeRateKw = double.NaN;
    [Id(8)] private readonly double _energyMeterKwh = double.NaN;
    [Id(9)] private readonly RareReading? _rare;

    /// <summary>When it was observed, Unix milliseconds.</summary>
    [Id(0)] public required long AtMs { get; init; }

    public bool? IsReachable { get => Flag(Reachable); init => _flags = With(Reachable, value); }

    /// <summary>Since when the device has been reported unreachable.</summary>
    public long? UnreachableSinceMs { get => Time(_unreachableSinceMs); init => _unreachableSinceMs = value ?? Never; }

    public bool? IsPluggedIn { get => Flag(PluggedIn); init => _flags = With(PluggedIn, value); }

    /// <summary>Since when the device has been plugged in.</summary>
    public long? PluggedInSinceMs { get => Time(_pluggedInSinceMs); init => _pluggedInSinceMs = value ?? Never; }

    public bool? IsCharging { get => Flag(Charging); init => _flags = With(Charging, value); }

    /// <summary>Since when the device has been charging.</summary>
    public long? ChargingSinceMs { get => Time(_chargingSinceMs); init => _chargingSinceMs = value ?? Never; }

    /// <summary>State of charge, percent.</summary>
    public double? BatteryLevel { get => Number(_batteryLevel); init => _batteryLevel = value ?? double.NaN; }

    /// <summary>The level the device itself stops at, percent.</summary>
    public double? ChargeLimit { get => Number(_chargeLimit); init => _chargeLimit = value ?? double.NaN; }

    /// <summary>Power at the wall, kW; consumption is positive.</summary>
    public double? ChargeRateKw { get => Number(_chargeRateKw); init => _chargeRateKw = value ?? double.NaN; }

    public double? EnergyMeterKwh { get => Number(_energyMeterKwh); init => _energyMeterKwh = value ?? double.NaN; }

    public string? PluggedInChargerId { get => _rare?.PluggedInChargerId; init => _rare = Rare(value, rare => rare with { PluggedInChargerId = value }); }

    public double? Latitude { get => _rare?.Latitude; init => _rare = Rare(value, rare => rare with { Latitude = value }); }

    public double? Longitude { get => _rare?.Longitude; init => _rare = Rare(value, rare => rare with { Longitude = value }); }

    public double? ProductionKw { get => _rare?.ProductionKw; init => _rare = Rare(value, rare => rare with { ProductionKw = value }); }

    /// <summary>Degrees Celsius.</summary>
    public double? Temperature { get => _rare?.Temperature; init => _rare = Rare(value, rare => rare with { Temperature = value }); }

    /// <summary>The charger that the vehicle says it is plugged into; null where it says none, or one that is no device's id.</summary>
    public Guid? ChargerId() => Guid.TryParse(PluggedInChargerId, out var id) ? id : null;

    private static long? Time(long ms) => ms == Never ? null : ms;

    private static double? Number(double number) => double.IsNaN(number) ? null : number;

    // Two bits each: 0 not told, 1 false, 2 true.
    private bool? Flag(int at) => ((_flags >> at) & 3) switch
    {
        0 => null,
        var told => told == 2,
    };

    private byte With(int at, bool? value)
    {
        var told = value switch
        {
            null => 0,
            false => 1,
            true => 2,
        };
        return (byte)((_flags & ~(3 << at)) | (told << at));
    }

    private RareReading? Rare<T>(T? value, Func<RareReading, RareReading> change) =>
        value is null && _rare is null ? null : change(_rare ?? RareReading.None);
}

/// <summary>What few devices tell of themselves.</summary>
[GenerateSerializer, Immutable, Alias("rare-reading")]
internal sealed record RareReading
{
    public static RareReading None { get; } = new();

    [Id(0)] public string? PluggedInChargerId { get; init; }
    [Id(1)] public double? Latitude { get; init; }
    [Id(2)] public double? Longitude { get; init; }
    [Id(3)] public double? ProductionKw { get; init; }
    [Id(4)] public double? Temperature { get; init; }
}
