using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Silo.Tests.Sessions;

/// <summary>Sessions for tests.</summary>
internal static class SampleSessions
{
    public const long Start = 1_780_300_000_000, Quarter = EnergyEntry.QuarterLengthMs;

    /// <summary>The quarter of an hour in which <see cref="Start"/> lies.</summary>
    public const long FirstQuarter = Start - (Start % Quarter);

    public static readonly Guid Policy = new("019e83e9-d400-7532-ad48-cf6851d0c1b3");

    public static readonly Guid Vehicle = new("019e83e9-d400-7532-ad48-cf6851d0c1b4");

    public static ChargingSession Settled(int number, long startMs = Start, long lengthMs = 4 * Quarter) => new()
    {
        Id = new Guid(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]),
        State = SessionStates.Settled,
        PolicyId = Policy,
        VehicleId = Vehicle,
        UserId = "u1",
        PluggedInAtMs = startMs,
        PluggedOutAtMs = startMs + lengthMs,
        Blocks = [new SessionBlock(SessionBlockType.BatteryReserve, startMs, startMs + 60_000, 1_500_001), new SessionBlock(SessionBlockType.Regular, startMs + 60_000, startMs + lengthMs, 2_000_000)],
        Ledger =
        [
            new EnergyEntry(startMs - (startMs % Quarter), StatusState.BatteryReserve, 1_500_001),
            new EnergyEntry(startMs - (startMs % Quarter), StatusState.Regular, 500_000),
            new EnergyEntry(startMs - (startMs % Quarter) + (2 * Quarter), StatusState.Regular, 1_500_000),
        ],
        BatteryFrom = 15,
        BatteryTo = 21.5,
        Target = new SessionTarget(2, false, false, 20, 80, startMs + lengthMs),
        Outcome = new SessionOutcome(false, 2, false, null, 21.5),
    };
}
