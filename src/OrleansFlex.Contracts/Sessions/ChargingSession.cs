using System.Collections.Immutable;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Contracts.Sessions;

/// <summary>A vehicle's time at the cable: upcoming, active or settled. Energy is in milliwatt-hours at the wall, exact.</summary>
[GenerateSerializer, Immutable, Alias("charging-session")]
public sealed record ChargingSession
{
    /// <summary>The session's id; null until it has settled.</summary>
    [Id(0)] public Guid? Id { get; init; }

    /// <summary>One of <see cref="SessionStates"/>.</summary>
    [Id(1)] public required string State { get; init; }

    /// <summary>The policy that drives it; null for an unmanaged session.</summary>
    [Id(2)] public Guid? PolicyId { get; init; }
    [Id(3)] public required Guid VehicleId { get; init; }
    [Id(4)] public Guid? LocationId { get; init; }
    [Id(5)] public required string UserId { get; init; }

    /// <summary>When the vehicle was plugged in; null while the session is upcoming.</summary>
    [Id(6)] public long? PluggedInAtMs { get; init; }

    /// <summary>When the vehicle was unplugged; null before.</summary>
    [Id(7)] public long? PluggedOutAtMs { get; init; }

    /// <summary>Stretches of charging: past ones as measured, future ones as planned.</summary>
    [Id(8)] public ImmutableArray<SessionBlock> Blocks { get; init; } = [];

    /// <summary>Energy bought by quarter of an hour and policy state, in order of time; quarters without energy are left out.</summary>
    [Id(9)] public ImmutableArray<EnergyEntry> Ledger { get; init; } = [];

    /// <summary>Battery level at the start, percent.</summary>
    [Id(10)] public double? BatteryFrom { get; init; }

    /// <summary>Battery level as last observed, percent.</summary>
    [Id(11)] public double? BatteryTo { get; init; }

    /// <summary>What is charged towards; null for an unmanaged session.</summary>
    [Id(12)] public SessionTarget? Target { get; init; }

    /// <summary>Whether the target is or will be met; null where that is unknown or the session unmanaged.</summary>
    [Id(13)] public SessionOutcome? Outcome { get; init; }

    /// <summary>What is wrong: <c>START_FAIL</c> or null.</summary>
    [Id(14)] public string? Error { get; init; }

    /// <summary>What the energy cost; null where that is not known.</summary>
    [Id(15)] public SessionValuation? Valuation { get; init; }

    /// <summary>Energy bought, milliwatt-hours.</summary>
    public long EnergyMilliWh => Ledger.Sum(static entry => entry.MilliWh);
}

/// <summary>States of a session as the Flex API names them.</summary>
public static class SessionStates
{
    public const string Upcoming = "UPCOMING";
    public const string BatteryReserve = "ACTIVE:BATTERY_RESERVE";
    public const string Regular = "ACTIVE:REGULAR";
    public const string ImmediateStart = "ACTIVE:IMMEDIATE_START";
    public const string Settled = "SETTLED";
}
