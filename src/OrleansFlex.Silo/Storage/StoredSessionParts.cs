using System.Text.Json.Serialization;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Silo.Storage;

/// <summary>A block of a stored session.</summary>
internal sealed record StoredSessionBlock(
    [property: JsonPropertyName("type")] SessionBlockType Type,
    [property: JsonPropertyName("startMs")] long StartMs,
    [property: JsonPropertyName("endMs")] long EndMs,
    [property: JsonPropertyName("milliWh")] long MilliWh);

/// <summary>An entry of a stored session's ledger.</summary>
internal sealed record StoredEnergy(
    [property: JsonPropertyName("quarterMs")] long QuarterMs,
    [property: JsonPropertyName("state")] StatusState State,
    [property: JsonPropertyName("milliWh")] long MilliWh,
    [property: JsonPropertyName("cost")] decimal? Cost = null);

/// <summary>What the energy of a stored session cost.</summary>
internal sealed record StoredValuation(
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("actual")] decimal Actual,
    [property: JsonPropertyName("immediate")] decimal Immediate);

/// <summary>The target of a stored session.</summary>
internal sealed record StoredTarget(
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("isImmediate")] bool IsImmediate,
    [property: JsonPropertyName("isOverride")] bool IsOverride,
    [property: JsonPropertyName("batteryReserve")] double BatteryReserve,
    [property: JsonPropertyName("minimumChargeTarget")] double MinimumChargeTarget,
    [property: JsonPropertyName("readyByMs")] long ReadyByMs)
{
    public static StoredTarget Of(SessionTarget target) => new(
        target.Id, target.IsImmediate, target.IsOverride, target.BatteryReserve, target.MinimumChargeTarget, target.ReadyByMs);

    public SessionTarget ToTarget() => new(Id, IsImmediate, IsOverride, BatteryReserve, MinimumChargeTarget, ReadyByMs);
}

/// <summary>The outcome of a stored session.</summary>
internal sealed record StoredOutcome(
    [property: JsonPropertyName("isImmediate")] bool IsImmediate,
    [property: JsonPropertyName("targetId")] int? TargetId,
    [property: JsonPropertyName("isOnTarget")] bool IsOnTarget,
    [property: JsonPropertyName("reachedAtMs")] long? ReachedAtMs,
    [property: JsonPropertyName("levelAtReadyBy")] double? LevelAtReadyBy)
{
    public static StoredOutcome Of(SessionOutcome outcome) => new(
        outcome.IsImmediate, outcome.TargetId, outcome.IsOnTarget, outcome.ReachedAtMs, outcome.LevelAtReadyBy);

    public SessionOutcome ToOutcome() => new(IsImmediate, TargetId, IsOnTarget, ReachedAtMs, LevelAtReadyBy);
}

/// <summary>How sessions are stored.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StoredSession))]
internal sealed partial class StoredSessionJson : JsonSerializerContext;
