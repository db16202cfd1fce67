using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Sessions;

namespace OrleansFlex.Silo.Tests.Events;

public sealed class EventBodyTests
{
    private static readonly Guid Id = new("019e83e9-d400-7532-ad48-cf6851d0c1b9");

    private static readonly VehiclePolicy Policy = new()
    {
        Id = SampleSessions.Policy,
        VehicleId = SampleSessions.Vehicle,
        LocationId = Id,
        BatteryReserve = 10,
        LastObservedLocationChargeLimit = 90,
        Schedule = WeeklySchedule.EveryDay(new DaySchedule(420, 80)),
    };

    private static readonly PolicyStatus Status = new()
    {
        PolicyId = SampleSessions.Policy,
        VehicleId = SampleSessions.Vehicle,
        LocationId = Id,
        UpdatedAtMs = SampleSessions.Start,
        State = PolicyStates.Regular,
        BatteryReserve = 10,
        DeadlineMinutes = 420,
        ReadyByMs = SampleSessions.Start + 1,
        MinimumChargeTarget = 80,
        Past = [new StatusBlock(PolicyStates.BatteryReserve, 0, 60_000), new StatusBlock(PolicyStates.Regular, 60_000, 90_000), new StatusBlock(PolicyStates.Regular, 90_000, 95_000)],
    };

    [Fact]
    public void Every_event_has_the_members_that_the_contract_names()
    {
        var active = SampleSessions.Settled(1) with { Id = null, State = "ACTIVE:REGULAR", PluggedOutAtMs = null };
        (string Name, byte[] Json, byte[] Before)[] events =
        [
            (EventNames.PolicyCreated, EventBody.Entity(Policy), []),
            (EventNames.PolicyUpdated, EventBody.Entity(Policy), EventBody.Entity(Policy with { BatteryReserve = 5 })),
            (EventNames.PolicyDeleted, EventBody.Entity(Policy), []),
            (EventNames.PolicyStatus, EventBody.Entity(Status), EventBody.Entity(Status with { Override = new PolicyOverride { IsImmediate = true, Target = 80 } })),
            (EventNames.SessionUpdated, EventBody.Entity(active, SampleSessions.Start), []),
        ];

        events.Select(e => e.Name).ShouldBe(EventNames.All);
        foreach (var (name, json, before) in events)
        {
            var changed = name is EventNames.PolicyCreated or EventNames.PolicyDeleted ? null : ChangedPaths.Between(before, json);
            var row = EventBody.Row("c", Id, name, "policy-1", "u/1", SampleSessions.Start, json, changed);
            ResponseShape.EventFaults(name, Encoding.UTF8.GetString(row.Json.Span)).ShouldBeEmpty(name);
            var body = JsonNode.Parse(row.Json.Span)!.AsObject();
            body.Select(member => member.Key).ShouldBe(
                name is EventNames.PolicyCreated or EventNames.PolicyDeleted
                    ? ["event", "version", "createdAt", "user", EventBody.MemberOf(name), "id"]
                    : ["event", "version", "createdAt", "user", EventBody.MemberOf(name), "updatedFields", "id"]);
            (row.Client, row.Id, row.Name, row.Entity, row.UserId, row.CreatedAtMs).ShouldBe(("c", Id, name, "policy-1", "u/1", SampleSessions.Start));
        }
    }

    [Fact]
    public void An_update_names_exactly_what_changed()
    {
        var after = Policy with { BatteryReserve = 20, Schedule = Policy.Schedule with { Monday = new DaySchedule(480, 80) } };

        Fields(EventNames.PolicyUpdated, EventBody.Entity(after), EventBody.Entity(Policy)).ShouldBe(["batteryReserve", "schedule.monday.deadline"]);
        Fields(EventNames.PolicyStatus, EventBody.Entity(Status with { Override = new PolicyOverride { IsImmediate = true, Target = 80 } }), EventBody.Entity(Status))
            .ShouldBe(["settings.override"]);
    }

    [Fact]
    public void A_status_shows_its_override_and_what_was_charged()
    {
        var immediate = Body(Status with { Override = new PolicyOverride { IsImmediate = true, Target = 80 } });
        var upcoming = Body(Status with { Override = new PolicyOverride { IsImmediate = false, ReadyByMs = SampleSessions.Start } });

        immediate["settings"]!["override"]!.ToJsonString().ShouldBe("""{"type":"IMMEDIATE_START","minimumChargeTarget":80}""");
        upcoming["settings"]!["override"]!.ToJsonString().ShouldBe("""{"type":"UPCOMING_SCHEDULE","readyBy":"2026-06-01T07:46:40Z"}""");
        Body(Status)["settings"]!["override"].ShouldBeNull();
        Body(Status)["session"]!["blocks"]!.ToJsonString().ShouldBe(
            """[{"statusState":"SCHEDULE:BATTERY_RESERVE","estimatedStartAt":"1970-01-01T00:00:00Z","estimatedEndAt":"1970-01-01T00:01:00Z"},{"statusState":"SCHEDULE:REGULAR","estimatedStartAt":"1970-01-01T00:01:00Z","estimatedEndAt":"1970-01-01T00:01:35Z"}]""");
    }

    private static JsonNode Body(PolicyStatus status) => JsonNode.Parse(EventBody.Entity(status))!;

    private static string[] Fields(string name, byte[] json, byte[] before) =>
        [.. JsonNode.Parse(EventBody.Row("c", Id, name, "e", "u", 0, json, ChangedPaths.Between(before, json)).Json.Span)!["updatedFields"]!.AsArray().Select(field => (string)field!)];
}
