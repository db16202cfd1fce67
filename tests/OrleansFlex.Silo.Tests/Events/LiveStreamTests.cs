using System.IO.Pipelines;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Events;
using OrleansFlex.TestKit;

namespace OrleansFlex.Silo.Tests.Events;

public sealed class LiveStreamTests
{
    [Fact]
    public async Task A_reader_that_takes_nothing_is_cut_off_and_nothing_piles_up_for_it()
    {
        var time = new ManualTimeProvider();
        var log = new EndlessLog();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 10_000, resumeWriterThreshold: 5_000));
        var stream = new LiveStream("c", new EventFilter([EventNames.Any]), pipe.Writer, log, log, time, new RealTime(time));
        var run = stream.RunAsync(new EventPlace(0, 0), false, () => new(true), CancellationToken.None);
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, time.WhenArmedAsync(time.GetUtcNow() + LiveLine.Patience));
            if (!run.IsCompleted)
                time.Advance(LiveLine.Patience);
        }

        await Should.ThrowAsync<OperationCanceledException>(run);
        stream.Line.IsHeldUp.ShouldBeTrue();
        log.PagesRead.ShouldBeLessThanOrEqualTo(2);
        pipe.Reader.TryRead(out var unread).ShouldBeTrue();
        unread.Buffer.Length.ShouldBeLessThan(300 * 1_024);
    }

    private sealed class EndlessLog : IEventLog, IEventSignal
    {
        public int PagesRead { get; private set; }

        public Task<IReadOnlyList<LoggedEvent>> ReadAsync(string client, long afterSequence, int limit, CancellationToken cancellation)
        {
            PagesRead++;
            return Task.FromResult<IReadOnlyList<LoggedEvent>>(
            [
                .. Enumerable.Range(1, limit).Select(i => new LoggedEvent(
                    afterSequence + i, new EventRow(client, Guid.NewGuid(), "flex:session:updated", "e", "u", 1, new byte[1_000]))),
            ]);
        }

        public Task<long> LatestAsync(string client, CancellationToken cancellation) => Task.FromResult(long.MaxValue);

        public Task<long> PurgeAsync(long beforeMs, CancellationToken cancellation) => Task.FromResult(0L);

        public Task Next(string client) => Task.CompletedTask;

        public void Raise(string client)
        {
        }
    }
}
