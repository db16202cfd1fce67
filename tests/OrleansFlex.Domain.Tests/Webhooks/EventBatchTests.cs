using System.Collections.Immutable;
using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Domain.Tests.Webhooks;

public sealed class EventBatchTests
{
    private static readonly string[] Names = ["flex:vehicle-policy:created", "flex:vehicle-policy:status", "flex:session:updated", "user:vendor-action:updated"];

    [Fact]
    public void Whatever_fails_and_whenever_it_stops_every_wanted_event_arrives_in_order()
    {
        var random = new Random(5);
        for (var round = 0; round < 400; round++)
        {
            var log = Log(random, random.Next(0, 900));
            var wanted = random.Next(3) == 0 ? [EventNames.Any] : Names.Where(_ => random.Next(2) == 0).ToImmutableArray();
            var filter = new EventFilter(wanted);
            var received = Serve(random, log, filter);
            var expected = log.Where(head => filter.Wants(head.Name)).Select(head => head.Sequence).ToArray();
            received.Distinct().ShouldBe(expected, "Every event arrives; first arrivals are in the log's order.");
        }
    }

    [Fact]
    public void A_batch_is_bounded_in_events_and_in_bytes_but_never_empty()
    {
        var random = new Random(6);
        var filter = new EventFilter([EventNames.Any]);
        for (var round = 0; round < 300; round++)
        {
            var log = Log(random, random.Next(1, 300), maxBytes: round % 2 == 0 ? 3_000 : 900_000);
            var batch = EventBatch.Take(log, 0, filter, null);
            batch.Picked.Length.ShouldBeInRange(1, EventBatch.MaxEvents);
            if (batch.Picked.Length > 1)
                batch.Picked.Sum(i => (long)log[i].Bytes).ShouldBeLessThanOrEqualTo(EventBatch.MaxBytes);
            batch.Through.ShouldBe(log[batch.Picked[^1]].Sequence);
        }
    }

    [Fact]
    public void A_single_event_that_is_too_long_goes_alone()
    {
        EventHead[] log = [new(1, Names[0], 5_000_000), new(2, Names[0], 10)];
        var batch = EventBatch.Take(log, 0, new EventFilter([EventNames.Any]), null);
        batch.Picked.ShouldBe([0]);
        batch.Through.ShouldBe(1);
    }

    [Fact]
    public void A_retry_takes_the_same_events_though_there_are_more_by_now()
    {
        var log = Log(new Random(7), 60);
        var filter = new EventFilter([Names[0], Names[2]]);
        var first = EventBatch.Take(log[..40], 0, filter, null);
        var retry = EventBatch.Take(log, 0, filter, first.Through);
        retry.Picked.ShouldBe(first.Picked);
        retry.Through.ShouldBe(first.Through);
    }

    [Fact]
    public void What_nobody_wants_is_passed_over()
    {
        var log = Log(new Random(8), 50);
        var batch = EventBatch.Take(log, 0, new EventFilter([EventNames.Heartbeat]), null);
        batch.Picked.ShouldBeEmpty();
        batch.Through.ShouldBe(log[^1].Sequence);
        EventBatch.Take([], 17, new EventFilter([EventNames.Any]), null).Through.ShouldBe(17);
    }

    // A subscriber that fails at random, and a server that forgets at random what it has not stored.
    private static List<long> Serve(Random random, EventHead[] log, EventFilter filter)
    {
        var received = new List<long>();
        var stored = DeliveryProgress.StartingAfter(0, 0);
        for (var now = 0L; ; now += 1_000)
        {
            var window = log.Where(head => head.Sequence > stored.Cursor).Take(random.Next(1, 200)).ToArray();
            var batch = EventBatch.Take(window, stored.Cursor, filter, stored.Through);
            if (batch.Through == stored.Cursor)
                return received;
            if (batch.Picked.Length == 0)
            {
                stored = stored.PassedOver(batch.Through);
                continue;
            }

            var outcome = random.Next(4);
            if (outcome != 0)
                received.AddRange(batch.Picked.Select(i => window[i].Sequence));
            stored = outcome switch
            {
                0 or 1 => stored.Failed(batch.Through, now)!,
                2 => stored,
                _ => stored.Succeeded(batch.Through, now),
            };
        }
    }

    private static EventHead[] Log(Random random, int count, int maxBytes = 3_000)
    {
        var sequence = 0L;
        return [.. Enumerable.Range(0, count).Select(_ => new EventHead(sequence += random.Next(1, 4), Names[random.Next(Names.Length)], random.Next(100, maxBytes)))];
    }
}
