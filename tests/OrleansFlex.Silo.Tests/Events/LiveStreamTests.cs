using System.IO.Pipelines;
using System.Text;
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

    [Fact]
    public async Task Silence_is_broken_by_comments_and_the_stream_ends_with_the_token()
    {
        var time = new ManualTimeProvider();
        var pipe = new Pipe();
        var (log, good) = (new SilentLog(), true);
        var stream = new LiveStream("c", new EventFilter([EventNames.Any]), pipe.Writer, log, log, time, new RealTime(time));
        var run = stream.RunAsync(new EventPlace(0, 0), false, () => new(good), CancellationToken.None);
        await PauseAsync(time);
        // It waits again, so the first pause is over and was let pass.
        await time.WhenArmedAsync(time.GetUtcNow() + LiveLine.KeepAlive).WaitAsync(TimeSpan.FromSeconds(30));
        run.IsCompleted.ShouldBeFalse();

        good = false;
        await PauseAsync(time);
        await run.WaitAsync(TimeSpan.FromSeconds(30));
        pipe.Reader.TryRead(out var sent).ShouldBeTrue();
        var lines = Encoding.UTF8.GetString(sent.Buffer).Split('\n');
        lines[0].ShouldBe("retry: 2000");
        lines[1].ShouldStartWith("id: ");
        lines[2].ShouldBeEmpty();
        lines[3].ShouldBe(": keep-alive");
        lines.Count(line => line == ": keep-alive").ShouldBe(1);
    }

    private static async Task PauseAsync(ManualTimeProvider time)
    {
        var due = time.GetUtcNow() + LiveLine.KeepAlive;
        await time.WhenArmedAsync(due).WaitAsync(TimeSpan.FromSeconds(30));
        time.AdvanceTo(due);
    }

    private sealed class SilentLog : IEventLog, IEventSignal
    {
        private readonly TaskCompletionSource _never = new();

        public Task<IReadOnlyList<LoggedEvent>> ReadAsync(string client, long afterSequence, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<LoggedEvent>>([]);

        public Task<long> LatestAsync(string client, CancellationToken cancellation) => Task.FromResult(0L);

        public Task<long> PurgeAsync(long beforeMs, CancellationToken cancellation) => Task.FromResult(0L);

        public Task Next(string client) => _never.Task;

        public void Raise(string client)
        {
        }
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
