using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Domain.Tests.Webhooks;

public sealed class RetryPolicyTests
{
    private const long Start = 1_780_000_000_000;

    [Fact]
    public void Pauses_grow_and_then_stay_at_an_hour() => Enumerable.Range(1, 8).Select(RetryPolicy.PauseMs)
        .ShouldBe([5_000L, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 3_600_000, 3_600_000]);

    [Fact]
    public void Attempts_go_on_for_exactly_a_day()
    {
        var attempts = new List<long>();
        var progress = DeliveryProgress.StartingAfter(7, Start);
        var now = Start;
        while (progress.Failed(9, now) is { } next)
        {
            attempts.Add(now - Start);
            progress = next;
            now = next.NextAttemptMs!.Value;
        }

        attempts.Take(7).ShouldBe([0L, 5_000, 35_000, 155_000, 755_000, 2_555_000, 6_155_000]);
        (now - Start).ShouldBe(RetryPolicy.PatienceMs);
        attempts.Count.ShouldBe(6 + 23);
        progress.Cursor.ShouldBe(7);
        progress.FailingSinceMs.ShouldBe(Start);
    }

    [Fact]
    public void One_success_or_being_forgiven_starts_the_pauses_anew()
    {
        var failed = DeliveryProgress.StartingAfter(7, Start).Failed(9, Start)!.Failed(9, Start + 5_000)!;
        failed.Failures.ShouldBe(2);
        failed.Through.ShouldBe(9);
        var succeeded = failed.Succeeded(9, Start + 35_000);
        (succeeded.Cursor, succeeded.Failures, succeeded.NextAttemptMs, succeeded.Through, succeeded.LastSuccessMs).ShouldBe((9, 0, null, null, Start + 35_000));
        var forgiven = failed.Forgiven(Start + 6_000);
        (forgiven.Cursor, forgiven.Failures, forgiven.NextAttemptMs, forgiven.FailingSinceMs, forgiven.Through).ShouldBe((7, 0, null, null, null));
        forgiven.Failed(9, Start + 6_000)!.NextAttemptMs.ShouldBe(Start + 11_000);
    }

    [Fact]
    public void The_cursor_never_goes_back()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var progress = DeliveryProgress.StartingAfter(100, Start);
            var now = Start;
            for (var step = 0; step < 50; step++)
            {
                now += random.Next(1, 7_200_000);
                var sequence = random.NextInt64(0, 300);
                var next = random.Next(5) switch
                {
                    0 => progress.Succeeded(sequence, now),
                    1 => progress.PassedOver(sequence),
                    2 => progress.Dropped(sequence, now),
                    3 => progress.Forgiven(now),
                    _ => progress.Failed(sequence, now) ?? progress.Dropped(sequence, now),
                };
                next.Cursor.ShouldBeGreaterThanOrEqualTo(progress.Cursor);
                (next.NextAttemptMs is null).ShouldBe(next.Failures == 0);
                (next.FailingSinceMs is null).ShouldBe(next.Failures == 0);
                if (next.NextAttemptMs is { } due)
                    due.ShouldBeLessThanOrEqualTo(next.FailingSinceMs!.Value + RetryPolicy.PatienceMs);
                progress = next;
            }
        }
    }
}
