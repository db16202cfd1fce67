using System.Collections.Immutable;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Contracts.Charging;

/// <summary>The wishes of a driver for one vehicle at one location, and the plan that follows from them.</summary>
[Alias("vehicle-policy")]
public interface IVehiclePolicyGrain : IShapeMemberGrain
{
    /// <summary>Creates the policy.</summary>
    [Alias("create")]
    Task<Outcome<VehiclePolicy>> Create(CreatePolicy command);

    /// <summary>The policy, or null where it does not exist.</summary>
    [Alias("get"), ReadOnly]
    Task<VehiclePolicy?> Get();

    /// <summary>Changes the members that are given; the schedule merges by day.</summary>
    [Alias("update")]
    Task<Outcome<VehiclePolicy>> Update(UpdatePolicy command);

    /// <summary>Deletes the policy. False where it does not exist.</summary>
    [Alias("delete")]
    Task<bool> Delete();

    /// <summary>The policy's status now, or null where it does not exist.</summary>
    [Alias("status")]
    Task<PolicyStatus?> GetStatus();

    /// <summary>The plan as of now, or null where the policy does not exist.</summary>
    [Alias("plan")]
    Task<PolicyPlan?> GetPlan();

    /// <summary>The session that is upcoming or active, or null where the policy does not exist.</summary>
    [Alias("session")]
    Task<ChargingSession?> GetSession();

    /// <summary>Sets an override. Refused where one is set already or where it breaks a rule.</summary>
    [Alias("set-override")]
    Task<Outcome<Done>> SetOverride(PolicyOverride wish);

    /// <summary>The override that is set, or null.</summary>
    [Alias("override")]
    Task<PolicyOverride?> GetOverride();

    /// <summary>Removes the override. False where the policy has none or does not exist.</summary>
    [Alias("clear-override")]
    Task<bool> ClearOverride();

    /// <summary>Whether the policy's vehicle is known to be plugged into a charger. False where the policy does not exist.</summary>
    [Alias("is-plugged-into"), ReadOnly]
    Task<bool> IsPluggedInto(Guid chargerId);

    /// <summary>The vehicle was observed anew.</summary>
    /// <param name="vehicle">As it is now.</param>
    /// <param name="before">As it was before, for a policy that was not in memory at that time.</param>
    [Alias("vehicle-observed"), AlwaysInterleave]
    Task VehicleObserved(Device vehicle, Device before);
}

/// <summary>A policy as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("policy-view")]
public sealed record VehiclePolicy
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required Guid VehicleId { get; init; }
    [Id(2)] public required Guid LocationId { get; init; }
    [Id(3)] public required double BatteryReserve { get; init; }
    [Id(4)] public required double LastObservedLocationChargeLimit { get; init; }
    [Id(5)] public required WeeklySchedule Schedule { get; init; }
}

/// <summary>Creates a policy.</summary>
[GenerateSerializer, Immutable, Alias("create-policy")]
public sealed record CreatePolicy
{
    [Id(0)] public required Guid VehicleId { get; init; }
    [Id(1)] public required Guid LocationId { get; init; }
    [Id(2)] public required double BatteryReserve { get; init; }
    [Id(3)] public required WeeklySchedule Schedule { get; init; }
}

/// <summary>Changes a policy: members that are null stay as they are.</summary>
[GenerateSerializer, Immutable, Alias("update-policy")]
public sealed record UpdatePolicy
{
    [Id(0)] public double? BatteryReserve { get; init; }
    [Id(1)] public WeeklySchedulePatch? Schedule { get; init; }
}

/// <summary>An override of a policy: an immediate start, or another deadline or target for the upcoming session.</summary>
[GenerateSerializer, Immutable, Alias("policy-override")]
public sealed record PolicyOverride
{
    /// <summary>True for an immediate start, false for an upcoming schedule.</summary>
    [Id(0)] public required bool IsImmediate { get; init; }

    /// <summary>The level to charge to, percent: required for an immediate start, optional for an upcoming schedule.</summary>
    [Id(1)] public double? Target { get; init; }

    /// <summary>The deadline of an upcoming schedule, Unix milliseconds.</summary>
    [Id(2)] public long? ReadyByMs { get; init; }
}

/// <summary>The status of a policy.</summary>
[GenerateSerializer, Immutable, Alias("policy-status")]
public sealed record PolicyStatus
{
    [Id(0)] public required Guid PolicyId { get; init; }
    [Id(1)] public required Guid VehicleId { get; init; }
    [Id(2)] public required Guid LocationId { get; init; }
    [Id(3)] public required long UpdatedAtMs { get; init; }
    [Id(4)] public required string State { get; init; }
    [Id(5)] public required double BatteryReserve { get; init; }
    [Id(6)] public required int DeadlineMinutes { get; init; }
    [Id(7)] public required long ReadyByMs { get; init; }
    [Id(8)] public required double MinimumChargeTarget { get; init; }

    /// <summary>The plan of the current plug-in; its blocks become the session's. Null while the vehicle is not available.</summary>
    [Id(9)] public ChargingPlan? Plan { get; init; }

    /// <summary>The override that is set, or null.</summary>
    [Id(10)] public PolicyOverride? Override { get; init; }

    /// <summary>Stretches of past charging in the current plug-in, with the policy state in which they were charged.</summary>
    [Id(11)] public ImmutableArray<StatusBlock> Past { get; init; } = [];
}

/// <summary>A stretch of charging in a policy's status.</summary>
/// <param name="State">One of <see cref="PolicyStates"/>.</param>
/// <param name="StartMs">First instant, Unix milliseconds.</param>
/// <param name="EndMs">First instant after it.</param>
[GenerateSerializer, Immutable, Alias("status-block")]
public sealed record StatusBlock([property: Id(0)] string State, [property: Id(1)] long StartMs, [property: Id(2)] long EndMs);

/// <summary>A plan with its circumstances.</summary>
[GenerateSerializer, Immutable, Alias("policy-plan")]
public sealed record PolicyPlan
{
    [Id(0)] public required Guid PolicyId { get; init; }
    [Id(1)] public required long Revision { get; init; }
    [Id(2)] public required long ComputedAtMs { get; init; }
    [Id(3)] public required long ReadyByMs { get; init; }
    [Id(4)] public ChargingPlan? Plan { get; init; }
    [Id(5)] public string? Currency { get; init; }

    /// <summary>Why there is no plan, where there is none.</summary>
    [Id(6)] public string? Reason { get; init; }
    [Id(7)] public required string TimezoneName { get; init; }

    /// <summary>Why each block of the plan is where it is, a sentence for each.</summary>
    [Id(8)] public ImmutableArray<string> BlockReasons { get; init; } = [];

    /// <summary>What is to be said of the plan as a whole: what was not possible, and what it saves.</summary>
    [Id(9)] public ImmutableArray<string> Explanation { get; init; } = [];
}
