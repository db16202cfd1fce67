using System.Text;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Silo.Storage;

namespace OrleansFlex.Silo.Tests.Storage;

public sealed class StoredSessionTests
{
    private static readonly ChargingSession Full = new()
    {
        Id = new Guid("019e83e9-d400-7532-ad48-cf6851d0c1b2"),
        State = SessionStates.Settled,
        PolicyId = new Guid("019e83e9-d400-7532-ad48-cf6851d0c1b3"),
        VehicleId = new Guid("019e83e9-d400-7532-ad48-cf6851d0c1b4"),
        LocationId = new Guid("019e83e9-d400-7532-ad48-cf6851d0c1b5"),
        UserId = "u\"1",
        PluggedInAtMs = 1_780_000_000_000,
        PluggedOutAtMs = 1_780_030_000_000,
        Blocks = [new SessionBlock(SessionBlockType.BatteryReserve, 1_780_000_000_000, 1_780_000_600_000, 1_833_333_333)],
        Ledger = [new EnergyEntry(1_779_999_300_000, StatusState.BatteryReserve, 1_833_333_333), new EnergyEntry(1_780_000_200_000, StatusState.Regular, 1)],
        BatteryFrom = 12.5,
        BatteryTo = 80,
        Target = new SessionTarget(2, false, true, 20, 80, 1_780_029_000_000),
        Outcome = new SessionOutcome(false, 2, true, 1_780_020_000_000, null),
        Error = "START_FAIL",
    };

    [Fact]
    public void A_session_is_read_as_it_was_written()
    {
        var read = StoredSession.Read(StoredSession.Write(Full));

        read.Blocks.ShouldBe(Full.Blocks);
        read.Ledger.ShouldBe(Full.Ledger);
        (read with { Blocks = Full.Blocks, Ledger = Full.Ledger }).ShouldBe(Full);
        var bare = new ChargingSession { State = SessionStates.Settled, VehicleId = Full.VehicleId, UserId = "u" };
        (StoredSession.Read(StoredSession.Write(bare)) with { Blocks = bare.Blocks, Ledger = bare.Ledger }).ShouldBe(bare);
    }

    [Fact]
    public void The_stored_form_has_names_that_no_renaming_changes() => Encoding.UTF8.GetString(StoredSession.Write(Full)).ShouldBe(
        """
        {"id":"019e83e9-d400-7532-ad48-cf6851d0c1b2","state":"SETTLED","policyId":"019e83e9-d400-7532-ad48-cf6851d0c1b3",
        "vehicleId":"019e83e9-d400-7532-ad48-cf6851d0c1b4","locationId":"019e83e9-d400-7532-ad48-cf6851d0c1b5","userId":"u\u00221",
        "pluggedInAtMs":1780000000000,"pluggedOutAtMs":1780030000000,
        "blocks":[{"type":"BatteryReserve","startMs":1780000000000,"endMs":1780000600000,"milliWh":1833333333}],
        "ledger":[{"quarterMs":1779999300000,"state":"BatteryReserve","milliWh":1833333333},{"quarterMs":1780000200000,"state":"Regular","milliWh":1}],
        "batteryFrom":12.5,"batteryTo":80,
        "target":{"id":2,"isImmediate":false,"isOverride":true,"batteryReserve":20,"minimumChargeTarget":80,"readyByMs":1780029000000},
        "outcome":{"isImmediate":false,"targetId":2,"isOnTarget":true,"reachedAtMs":1780020000000},"error":"START_FAIL"}
        """.ReplaceLineEndings(""));

    [Fact]
    public void Money_is_stored_exactly_beside_the_energy()
    {
        var valued = Full with
        {
            Ledger = [new EnergyEntry(1_779_999_300_000, StatusState.BatteryReserve, 1_833_333_333, 0.123456789012345678m), new EnergyEntry(1_780_000_200_000, StatusState.Regular, 1, 0)],
            Valuation = new SessionValuation("EUR", 0.123456789012345678m, 0.5m),
        };

        var stored = StoredSession.Write(valued);

        Encoding.UTF8.GetString(stored).ShouldContain(
            """1833333333,"cost":0.123456789012345678},{"quarterMs":1780000200000,"state":"Regular","milliWh":1,"cost":0}]""");
        Encoding.UTF8.GetString(stored).ShouldEndWith("""START_FAIL","valuation":{"currency":"EUR","actual":0.123456789012345678,"immediate":0.5}}""");
        var read = StoredSession.Read(stored);
        read.Ledger.ShouldBe(valued.Ledger);
        read.Valuation.ShouldBe(valued.Valuation);
        StoredSession.Read(StoredSession.Write(Full)).Valuation.ShouldBeNull();
    }

    [Fact]
    public void Unknown_members_are_ignored_and_missing_ones_have_their_defaults()
    {
        var read = StoredSession.Read("""{"vehicleId":"019e83e9-d400-7532-ad48-cf6851d0c1b4","userId":"u","colour":{"a":[1]},"blocks":[{"type":"Regular","startMs":1,"x":2}]}"""u8);

        read.State.ShouldBe(SessionStates.Settled);
        read.Blocks.ShouldBe([new SessionBlock(SessionBlockType.Regular, 1, 0, 0)]);
        read.Ledger.ShouldBeEmpty();
    }
}
