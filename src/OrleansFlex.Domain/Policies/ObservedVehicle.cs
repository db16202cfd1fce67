using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Policies;

/// <summary>A vehicle under a policy as last observed, from the point of view of the policy's location.</summary>
public readonly record struct ObservedVehicle
{
    /// <summary>When it was observed, Unix milliseconds.</summary>
    public long AtMs { get; init; }

    /// <summary>True where it is at the policy's location and the cable is in.</summary>
    public bool IsPluggedIn { get; init; }

    /// <summary>Since when it has been plugged in; null where that is not known.</summary>
    public long? PluggedInSinceMs { get; init; }

    /// <summary>Since when it has been reported unreachable; null while it is reachable or silent.</summary>
    public long? UnreachableSinceMs { get; init; }

    /// <summary>True where energy flows.</summary>
    public bool IsCharging { get; init; }

    /// <summary>Since when it has been charging; null while it is not.</summary>
    public long? ChargingSinceMs { get; init; }

    /// <summary>Battery level, percent; null before it is known.</summary>
    public double? Level { get; init; }

    /// <summary>The level at which the vehicle stops by itself, percent; null before it is known.</summary>
    public double? ChargeLimit { get; init; }

    /// <summary>Power at the wall, kW; null where it is not told.</summary>
    public double? RateKw { get; init; }

    /// <summary>Register of energy at the wall, kWh; null where there is none.</summary>
    public double? MeterKwh { get; init; }

    /// <summary>Usable battery capacity, kWh; 0 where it is not known.</summary>
    public double CapacityKwh { get; init; }

    /// <summary>Share of the energy bought that reaches the battery, above 0 and at most 1.</summary>
    public double Efficiency { get; init; }

    /// <summary>Highest power at the wall, kW.</summary>
    public double MaxKw { get; init; }

    /// <summary>Lowest power at which it charges, kW.</summary>
    public double MinKw { get; init; }

    /// <summary>True where its power falls above 80 %.</summary>
    public bool Tapers { get; init; }

    /// <summary>True where it can only be switched on and off.</summary>
    public bool OnOffOnly { get; init; }

    /// <summary>How a command to start or stop stands.</summary>
    public CommandStanding Command { get; init; }

    /// <summary>Since when it stands so, Unix milliseconds.</summary>
    public long CommandSinceMs { get; init; }

    /// <summary>The power at which it was told to charge, kW; null where it was told none, and takes what it can.</summary>
    public double? CommandPowerKw { get; init; }

    /// <summary>Energy at the wall for one point of level, kWh; 0 where the capacity is unknown.</summary>
    public double KwhPerPercent => CapacityKwh > 0 && Efficiency > 0 ? CapacityKwh / 100 / Efficiency : 0;

    /// <summary>The reading for the account of energy.</summary>
    public MeterReading Meter => new(AtMs, IsCharging, MeterKwh, RateKw, Level);

    /// <summary>The same where the cable is in; else null.</summary>
    public MeterReading? MeterAtCable => IsPluggedIn ? Meter : null;

    /// <summary>The level at an instant: as observed, and what the observed power has added since, for at most half an hour.</summary>
    public double LevelAt(long nowMs)
    {
        var level = Level ?? 0;
        if (!IsCharging || !(RateKw > 0) || !(KwhPerPercent > 0))
            return level;
        // Word that it is out of reach brings no new level.
        var fromMs = Math.Min(AtMs, UnreachableSinceMs ?? AtMs);
        var hours = Math.Clamp(nowMs - fromMs, 0, MeterReading.HoldsMs) / 3_600_000.0;
        return Math.Min(level + (RateKw.Value * hours / KwhPerPercent), Math.Max(level, ChargeLimit ?? 100));
    }
}

/// <summary>How the command that was last sent to a vehicle stands.</summary>
public enum CommandStanding : byte
{
    /// <summary>None was sent, or it was obeyed.</summary>
    None,

    /// <summary>A start is on its way.</summary>
    Starting,

    /// <summary>A start was not obeyed in time; it is repeated.</summary>
    StartFailed,

    /// <summary>A stop is on its way or was not obeyed in time.</summary>
    Stopping,

    /// <summary>The vehicle cannot be commanded at all.</summary>
    ReadOnly,
}
