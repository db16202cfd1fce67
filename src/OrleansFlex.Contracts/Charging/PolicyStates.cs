using OrleansFlex.Domain.Charging;

namespace OrleansFlex.Contracts.Charging;

/// <summary>States of a policy's status as the Flex API names them.</summary>
public static class PolicyStates
{
    public const string Unavailable = "UNAVAILABLE";
    public const string BatteryReserve = "SCHEDULE:BATTERY_RESERVE";
    public const string Immediate = "IMMEDIATE:OVERRIDE";
    public const string Inflexible = "SCHEDULE:INFLEXIBLE";
    public const string UpcomingOverride = "SCHEDULE:OVERRIDE";
    public const string Regular = "SCHEDULE:REGULAR";

    /// <summary>The state in which a planned block is charged.</summary>
    public static string Of(BlockState state) => state switch
    {
        BlockState.BatteryReserve => BatteryReserve,
        BlockState.ImmediateOverride => Immediate,
        BlockState.Inflexible => Inflexible,
        BlockState.UpcomingOverride => UpcomingOverride,
        _ => Regular,
    };
}
