using Microsoft.Extensions.Logging.Abstractions;
using OrleansFlex.Silo.Clock;
using OrleansFlex.TestKit;

namespace OrleansFlex.Silo.Tests.Clock;

public sealed class ClockKeeperTests
{
    [Fact]
    public async Task A_stop_whose_time_is_over_leaves_the_position_that_is_stored()
    {
        var real = new ManualTimeProvider();
        var position = new Position();
        using var keeper = new ClockKeeper(new AcceleratedClock(real, DateTimeOffset.UnixEpoch, 60), position, new RealTime(real), NullLogger<ClockKeeper>.Instance);
        await keeper.StartAsync(default);
        await position.Saved.Task;
        var stored = position.At;

        await keeper.StopAsync(new CancellationToken(canceled: true));

        position.At.ShouldBe(stored);
        stored.ShouldBe(DateTimeOffset.UnixEpoch.AddMinutes(15));
    }

    private sealed class Position : IClockPosition
    {
        public TaskCompletionSource Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DateTimeOffset? At { get; private set; }

        public ValueTask<DateTimeOffset?> LoadAsync(CancellationToken cancellation) => new(At);

        public ValueTask SaveAsync(DateTimeOffset position, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            At = position;
            Saved.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
