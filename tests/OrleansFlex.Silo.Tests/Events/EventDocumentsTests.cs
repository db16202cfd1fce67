using System.Text;
using System.Text.Json;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Silo.Tests.Sessions;

namespace OrleansFlex.Silo.Tests.Events;

/// <summary>Events are written member by member; they must be to the byte what the serializer makes of the same bodies in responses.</summary>
public sealed class EventDocumentsTests
{
    [Fact]
    public void A_status_is_written_as_responses_have_it()
    {
        var random = new Random(5);
        for (var run = 0; run < 3_000; run++)
        {
            var status = Status(random);

            Encoding.UTF8.GetString(EventBody.Entity(status)).ShouldBe(JsonSerializer.Serialize(PolicyStatusBody.Of(status), WireJson.Options));
        }
    }

    [Fact]
    public void A_session_is_written_as_responses_have_it()
    {
        var random = new Random(6);
        for (var run = 0; run < 3_000; run++)
        {
            var session = Session(random);
            long? nowMs = random.Next(3) == 0 ? null : SampleSessions.Start + random.NextInt64(20 * SampleSessions.Quarter);

            Encoding.UTF8.GetString(EventBody.Entity(session, nowMs)).ShouldBe(JsonSerializer.Serialize(SessionBody.Of(session, nowMs), WireJson.Options));
        }
    }

    private static PolicyStatus Status(Random random) => new()
    {
        PolicyId = Guid.NewGuid(),
        VehicleId = Guid.NewGuid(),
        LocationId = Guid.NewGuid(),
        UpdatedAtMs = Instant(random),
        State = random.Next(2) == 0 ? PolicyStates.Regular : "UNAVAILABLE \"ü\" <&>",
        BatteryReserve = Number(random),
        DeadlineMinutes = random.Next(24 * 60),
        ReadyByMs = Instant(random),
        MinimumChargeTarget = Number(random),
        Override = Maybe(random, () => new PolicyOverride { IsImmediate = random.Next(2) == 0, Target = MaybeNumber(random), ReadyByMs = Instant(random) }),
        Past = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new StatusBlock(PolicyStates.BatteryReserve, Instant(random), Instant(random)))],
    };

    private static ChargingSession Session(Random random)
    {
        var startMs = Instant(random);
        return new ChargingSession
        {
            Id = random.Next(2) == 0 ? Guid.NewGuid() : null,
            State = random.Next(2) == 0 ? "ACTIVE:REGULAR" : SessionStates.Upcoming,
            PolicyId = random.Next(4) > 0 ? Guid.NewGuid() : null,
            VehicleId = Guid.NewGuid(),
            UserId = "u",
            PluggedInAtMs = random.Next(5) > 0 ? startMs : null,
            PluggedOutAtMs = random.Next(2) == 0 ? startMs + random.Next(50_000_000) : null,
            Blocks = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new SessionBlock((SessionBlockType)random.Next(3), Instant(random), Instant(random), MilliWh(random)))],
            Ledger = [.. Enumerable.Range(0, random.Next(3)).Select(i => new EnergyEntry(startMs - (startMs % SampleSessions.Quarter) + (i * SampleSessions.Quarter), StatusState.Regular, MilliWh(random)))],
            BatteryFrom = MaybeNumber(random),
            BatteryTo = MaybeNumber(random),
            Target = Maybe(random, () => new SessionTarget(random.Next(4), random.Next(2) == 0, random.Next(2) == 0, Number(random), Number(random), Instant(random))),
            Outcome = Maybe(random, () => new SessionOutcome(random.Next(3) == 0, random.Next(4), random.Next(2) == 0, random.Next(2) == 0 ? Instant(random) : null, MaybeNumber(random))),
            Error = Maybe(random, () => "START_FAIL"),
            Valuation = Maybe(random, () => new SessionValuation("EUR", new decimal(random.Next(), 0, 0, random.Next(2) == 0, 9), random.Next(3) * 0.50m)),
        };
    }

    private static long Instant(Random random) => SampleSessions.Start + (random.Next(2) == 0 ? random.NextInt64(100_000_000) : 1_000 * random.NextInt64(100_000));

    private static long MilliWh(Random random) => random.Next(4) switch { 0 => 0, 1 => -random.NextInt64(1_000), 2 => 100_000 * random.NextInt64(1_000), _ => random.NextInt64(1L << 40) };

    private static double Number(Random random) => random.Next(2) == 0 ? random.Next(101) : 100 * random.NextDouble();

    private static double? MaybeNumber(Random random) => random.Next(3) == 0 ? null : Number(random);

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class => random.Next(3) == 0 ? null : make();
}
