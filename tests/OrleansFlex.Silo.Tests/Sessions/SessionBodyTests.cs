using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Sessions;
using static OrleansFlex.Silo.Tests.Sessions.SampleSessions;

namespace OrleansFlex.Silo.Tests.Sessions;

public sealed class SessionBodyTests
{
    [Fact]
    public void A_settled_session_shows_its_energy_exactly() => Render(Settled(1)).ShouldBe(
        """
        {"id":"00000001-0000-0000-0102-030405060708","state":"SETTLED","policyId":"019e83e9-d400-7532-ad48-cf6851d0c1b3",
        "pluggedInAt":"2026-06-01T07:46:40Z","pluggedOutAt":"2026-06-01T08:46:40Z",
        "blocks":[{"type":"BATTERY_RESERVE","kwhSum":1.500001,"startAt":"2026-06-01T07:46:40Z","endAt":"2026-06-01T07:47:40Z"},
        {"type":"REGULAR","kwhSum":2,"startAt":"2026-06-01T07:47:40Z","endAt":"2026-06-01T08:46:40Z"}],
        "statistics":{"aggregated":{"kwhSum":3.500001,"batteryFrom":15,"batteryTo":21.5},
        "timeseries":[{"startAt":"2026-06-01T07:45:00Z","kwh":2.000001},{"startAt":"2026-06-01T08:00:00Z","kwh":0},
        {"startAt":"2026-06-01T08:15:00Z","kwh":1.5},{"startAt":"2026-06-01T08:30:00Z","kwh":0},{"startAt":"2026-06-01T08:45:00Z","kwh":0}]},
        "target":{"latest":{"id":2,"type":"REGULAR","source":"POLICY","batteryReserve":20,"minimumChargeTarget":80,"readyBy":"2026-06-01T08:46:40Z"}},
        "outcome":{"latest":{"type":"REGULAR","targetId":2,"state":"OFF_TARGET","batteryLevelAtReadyBy":21.5}},"error":{"latest":null}}
        """.ReplaceLineEndings(""));

    [Fact]
    public void An_upcoming_session_has_no_id_and_nothing_but_its_target() => Render(new ChargingSession
    {
        State = SessionStates.Upcoming,
        PolicyId = Policy,
        VehicleId = Vehicle,
        UserId = "u1",
        Target = new SessionTarget(1, false, true, 20, 50, Start),
    }).ShouldBe(
        """
        {"state":"UPCOMING","policyId":"019e83e9-d400-7532-ad48-cf6851d0c1b3","pluggedInAt":null,"pluggedOutAt":null,"blocks":[],
        "statistics":{"aggregated":null,"timeseries":[]},
        "target":{"latest":{"id":1,"type":"REGULAR","source":"USER_OVERRIDE","batteryReserve":20,"minimumChargeTarget":50,"readyBy":"2026-06-01T07:46:40Z"}},
        "outcome":{"latest":null},"error":{"latest":null}}
        """.ReplaceLineEndings(""));

    [Fact]
    public void The_series_of_an_active_session_runs_to_the_present()
    {
        var active = Settled(1) with { Id = null, State = SessionStates.Regular, PluggedOutAtMs = null };

        Series(active, FirstQuarter + (7 * Quarter)).Length.ShouldBe(7);
        Series(active, FirstQuarter + (7 * Quarter) + 1).Length.ShouldBe(8);
        Series(active, Start).Length.ShouldBe(3, "energy that was measured is shown");
        Series(active with { Ledger = [] }, Start).ShouldBe([0m]);
    }

    [Fact]
    public void Energy_measured_around_the_session_belongs_to_it()
    {
        var session = Settled(1, lengthMs: 1) with
        {
            Ledger = [new EnergyEntry(FirstQuarter - (2 * Quarter), StatusState.Regular, 7), new EnergyEntry(FirstQuarter + Quarter, StatusState.Regular, 1)],
        };

        Series(session, null).ShouldBe([0.000007m, 0, 0, 0.000001m]);
        SessionBody.Of(session).Statistics.Aggregated!.KwhSum.ShouldBe(0.000008m);
    }

    [Fact]
    public void Immediate_targets_and_outcomes_have_forms_of_their_own()
    {
        var session = Settled(1) with
        {
            Target = new SessionTarget(3, true, true, 0, 90, 0),
            Outcome = new SessionOutcome(true, 3, true, null, null),
            Error = "START_FAIL",
        };

        var body = JsonNode.Parse(Render(session))!;

        body["target"]!["latest"]!.ToJsonString().ShouldBe("""{"id":3,"type":"IMMEDIATE_START","minimumChargeTarget":90}""");
        body["outcome"]!["latest"]!.ToJsonString().ShouldBe("""{"type":"IMMEDIATE_START","targetId":3,"minimumChargeTargetReachedAt":null}""");
        body["error"]!["latest"]!.ToJsonString().ShouldBe("""{"type":"START_FAIL"}""");
        Outcome(new SessionOutcome(false, null, true, Start, null)).ShouldBe("""{"type":"REGULAR","targetId":null,"state":"ON_TARGET","minimumChargeTargetReachedAt":"2026-06-01T07:46:40Z"}""");
    }

    [Fact]
    public void An_unmanaged_session_has_neither_target_nor_outcome()
    {
        var body = SessionBody.Of(Settled(1) with { PolicyId = null });

        body.PolicyId.ShouldBeNull();
        body.Target.Latest.ShouldBeNull();
        body.Outcome.Latest.ShouldBeNull();
    }

    [Fact]
    public void Money_is_shown_where_there_is_a_price()
    {
        var session = Settled(1) with { Valuation = new SessionValuation("EUR", -0.1230m, 1.000000000000000001m) };

        JsonNode.Parse(Render(session))!["valuation"]!.ToJsonString().ShouldBe(
            """{"currency":"EUR","actual":-0.123,"immediate":1.000000000000000001,"saving":1.123000000000000001}""");
        JsonNode.Parse(Render(Settled(1)))!.AsObject().ContainsKey("valuation").ShouldBeFalse();
    }

    [Fact]
    public void A_series_adds_up_to_its_sum()
    {
        var random = new Random(9);
        for (var run = 0; run < 500; run++)
        {
            var length = random.NextInt64(1, 100 * Quarter);
            var quarters = Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(100)).Order();
            var session = Settled(1, Start + random.NextInt64(Quarter), length) with
            {
                Ledger = [.. quarters.Select(i => new EnergyEntry(FirstQuarter + (i * Quarter), (StatusState)random.Next(6), random.NextInt64(9_000_000_000)))],
            };

            var body = SessionBody.Of(session);

            body.Statistics.Timeseries.Sum(interval => interval.Kwh).ShouldBe(body.Statistics.Aggregated!.KwhSum!.Value);
            body.Statistics.Timeseries.Zip(body.Statistics.Timeseries.Skip(1)).ToList().ShouldAllBe(pair => pair.Second.StartAt - pair.First.StartAt == TimeSpan.FromMinutes(15));
        }
    }

    private static string Outcome(SessionOutcome outcome) => JsonNode.Parse(Render(Settled(1) with { Outcome = outcome }))!["outcome"]!["latest"]!.ToJsonString();

    private static decimal[] Series(ChargingSession session, long? nowMs) => [.. SessionBody.Of(session, nowMs).Statistics.Timeseries.Select(interval => interval.Kwh)];

    private static string Render(ChargingSession session) => JsonSerializer.Serialize(SessionBody.Of(session), WireJson.Options);
}
