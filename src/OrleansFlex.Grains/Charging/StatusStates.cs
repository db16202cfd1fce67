using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Grains.Charging;

/// <summary>States of the domain as the Flex API names them.</summary>
internal static class StatusStates
{
    /// <summary>The name of a policy's state.</summary>
    public static string Name(StatusState state) => state switch
    {
        StatusState.ImmediateOverride => PolicyStates.Immediate,
        StatusState.BatteryReserve => PolicyStates.BatteryReserve,
        StatusState.Regular => PolicyStates.Regular,
        StatusState.UpcomingOverride => PolicyStates.UpcomingOverride,
        StatusState.Inflexible => PolicyStates.Inflexible,
        _ => PolicyStates.Unavailable,
    };

    /// <summary>The state of the session that goes with a policy's state.</summary>
    public static string Session(StatusState state) => state switch
    {
        StatusState.BatteryReserve => SessionStates.BatteryReserve,
        StatusState.ImmediateOverride => SessionStates.ImmediateStart,
        _ => SessionStates.Regular,
    };

    /// <summary>The type of a session's block that is charged in a state.</summary>
    public static SessionBlockType Block(StatusState state) => state switch
    {
        StatusState.BatteryReserve => SessionBlockType.BatteryReserve,
        StatusState.ImmediateOverride => SessionBlockType.ImmediateStart,
        _ => SessionBlockType.Regular,
    };

    /// <summary>The type of a session's block that a planned block becomes.</summary>
    public static SessionBlockType Block(BlockState state) => state switch
    {
        BlockState.BatteryReserve => SessionBlockType.BatteryReserve,
        BlockState.ImmediateOverride => SessionBlockType.ImmediateStart,
        _ => SessionBlockType.Regular,
    };
}
