using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Charging;

/// <summary>A plan on the wire: every block with its price and the reason for its place.</summary>
public sealed record PlanBody(
    Guid PolicyId,
    long Revision,
    DateTimeOffset ComputedAt,
    DateTimeOffset ReadyBy,
    IReadOnlyList<PlanBlockBody> Blocks,
    decimal EnergyKwh,
    decimal Cost,
    decimal CostImmediate,
    string? Currency,
    double? LevelAtReadyBy,
    string? Note,
    IReadOnlyList<string> Explanation)
{
    public static PlanBody Of(PolicyPlan plan)
    {
        var blocks = plan.Plan is { } planned
            ? planned.BlockArray.Select((block, i) => PlanBlockBody.Of(block, plan.BlockReasons[i])).ToArray()
            : [];
        return new PlanBody(
            plan.PolicyId,
            plan.Revision,
            Wire.Instant(plan.ComputedAtMs),
            Wire.Instant(plan.ReadyByMs),
            blocks,
            Wire.Plain(plan.Plan?.EnergyKwh ?? 0),
            Wire.Plain(plan.Plan?.Cost ?? 0),
            Wire.Plain(plan.Plan?.CostImmediate ?? 0),
            plan.Currency,
            plan.Plan is null ? null : Math.Round(plan.Plan.LevelAtReadyBy, 2),
            plan.Reason ?? (plan.Plan is { Shortfall: not PlanShortfall.None } missed ? PlanWords.Of(missed.Shortfall) : null),
            plan.Explanation);
    }
}

/// <summary>A block of a plan on the wire.</summary>
public sealed record PlanBlockBody(
    DateTimeOffset StartAt,
    DateTimeOffset EndAt,
    decimal PowerKw,
    decimal EnergyKwh,
    decimal Price,
    decimal Cost,
    string State,
    string Reason)
{
    internal static PlanBlockBody Of(PlannedBlock block, string reason) => new(
        Wire.Instant(block.StartMs),
        Wire.Instant(block.EndMs),
        block.PowerW / 1000m,
        Wire.Plain(block.EnergyKwh),
        Wire.Plain(block.Price),
        Wire.Plain(block.Cost),
        PolicyStates.Of(block.State),
        reason);
}
