using System.Text.Json.Serialization;
using OrleansFlex.Contracts.Charging;

namespace OrleansFlex.Contracts.Wire;

/// <summary>An override on the wire. What its variant does not have, or does not set, is left out.</summary>
public sealed record OverrideBody(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Target,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ReadyBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MinimumChargeTarget)
{
    /// <summary>Charge at once.</summary>
    public const string ImmediateStart = "IMMEDIATE_START";

    /// <summary>Another deadline or target for the upcoming session.</summary>
    public const string UpcomingSchedule = "UPCOMING_SCHEDULE";

    /// <summary>An override as it is shown.</summary>
    public static OverrideBody Of(PolicyOverride wish) => wish.IsImmediate
        ? new OverrideBody(ImmediateStart, wish.Target, null, null)
        : new OverrideBody(UpcomingSchedule, null, Wire.Instant(wish.ReadyByMs), wish.Target);
}
