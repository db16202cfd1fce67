using System.Text.Json.Serialization;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Contracts.Wire;

/// <summary>A session on the wire. It has an id from when it has settled, and a valuation where all of its energy has a price.</summary>
public sealed record SessionBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Id,
    string State,
    Guid? PolicyId,
    DateTimeOffset? PluggedInAt,
    DateTimeOffset? PluggedOutAt,
    IReadOnlyList<SessionBlockBody> Blocks,
    SessionStatisticsBody Statistics,
    SessionTargetsBody Target,
    SessionOutcomesBody Outcome,
    SessionErrorsBody Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ValuationBody? Valuation = null)
{
    /// <summary>A session as it is shown.</summary>
    /// <param name="session">The session.</param>
    /// <param name="nowMs">The present, to which the time series of an active session runs; null leaves it at its last energy.</param>
    public static SessionBody Of(ChargingSession session, long? nowMs = null) => new(
        session.Id,
        session.State,
        session.PolicyId,
        Wire.Instant(session.PluggedInAtMs),
        Wire.Instant(session.PluggedOutAtMs),
        [.. session.Blocks.Select(SessionBlockBody.Of)],
        SessionStatisticsBody.Of(session, nowMs),
        new SessionTargetsBody(session is { PolicyId: not null, Target: { } target } ? SessionTargetBody.Of(target) : null),
        new SessionOutcomesBody(session is { PolicyId: not null, Outcome: { } outcome } ? SessionOutcomeBody.Of(outcome) : null),
        new SessionErrorsBody(session.Error is { } error ? new SessionErrorBody(error) : null),
        ValuationBody.Of(session.Valuation));
}

/// <summary>A stretch of charging in a session.</summary>
public sealed record SessionBlockBody(string Type, decimal KwhSum, DateTimeOffset StartAt, DateTimeOffset EndAt)
{
    /// <summary>A block as it is shown.</summary>
    public static SessionBlockBody Of(SessionBlock block) => new(
        block.Type switch
        {
            SessionBlockType.BatteryReserve => "BATTERY_RESERVE",
            SessionBlockType.ImmediateStart => "IMMEDIATE_START",
            _ => "REGULAR",
        },
        Wire.Kwh(block.MilliWh),
        Wire.Instant(block.StartMs),
        Wire.Instant(block.EndMs));
}

/// <summary>What is charged towards.</summary>
public sealed record SessionTargetsBody(SessionTargetBody? Latest);

/// <summary>A target; an immediate start has neither source nor reserve nor deadline.</summary>
public sealed record SessionTargetBody(
    int Id,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? BatteryReserve,
    double MinimumChargeTarget,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ReadyBy)
{
    /// <summary>A target as it is shown.</summary>
    public static SessionTargetBody Of(SessionTarget target) => target.IsImmediate
        ? new SessionTargetBody(target.Id, "IMMEDIATE_START", null, null, target.MinimumChargeTarget, null)
        : new SessionTargetBody(
            target.Id,
            "REGULAR",
            target.IsOverride ? "USER_OVERRIDE" : "POLICY",
            target.BatteryReserve,
            target.MinimumChargeTarget,
            Wire.Instant(target.ReadyByMs));
}

/// <summary>Whether the target is or will be met: one of the three forms of <see cref="SessionOutcomeBody"/>.</summary>
public sealed record SessionOutcomesBody(object? Latest);

/// <summary>What is wrong.</summary>
public sealed record SessionErrorsBody(SessionErrorBody? Latest);

/// <summary>A fault.</summary>
public sealed record SessionErrorBody(string Type);
