namespace OrleansFlex.Silo.Sandbox;

internal sealed partial class SandboxFleet
{
    /// <summary>The timer's turn: everything that is due now, one piece of work after the other.</summary>
    private void Turn() => Run(async () =>
    {
        try
        {
            await Due();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogFailed(failure);
        }

        Arm();
    });

    private void Run(Func<Task> work)
    {
        lock (_gate)
            _work = After(_work, work);

        static async Task After(Task before, Func<Task> work)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            await work();
        }
    }

    private void Arm()
    {
        long next;
        lock (_gate)
        {
            next = _due.TryPeek(out _, out var dueMs) ? dueMs : long.MaxValue;
            if (_homes.Exists(static home => home.IsLive))
                next = Math.Min(next, NextQuarterMs());
            _armedMs = next;
            if (next < long.MaxValue)
                _timer?.Change(TimeSpan.FromMilliseconds(Math.Max(0, next - NowMs)), Timeout.InfiniteTimeSpan);
        }
    }

    private long NextQuarterMs()
    {
        var nowMs = NowMs;
        var thisQuarter = nowMs - (nowMs % QuarterMs);
        return _quarterMs < thisQuarter && nowMs == thisQuarter ? thisQuarter : thisQuarter + QuarterMs;
    }

    private void Enqueue(SandboxHome home)
    {
        lock (_gate)
        {
            if (home.NextMs < long.MaxValue && !home.IsGone)
                _due.Enqueue(home, home.NextMs);
        }
    }

    private async Task Due()
    {
        var nowMs = NowMs;
        var due = new HashSet<SandboxHome>();
        lock (_gate)
        {
            _workingOnMs = _due.TryPeek(out _, out var firstMs) ? Math.Min(firstMs, nowMs) : nowMs;
            while (_due.TryPeek(out var home, out var dueMs) && dueMs <= nowMs)
            {
                _due.Dequeue();
                due.Add(home);
            }
        }

        await ForEach(ReportingAtATime, due, GoOn);

        if (nowMs - (nowMs % QuarterMs) > _quarterMs)
        {
            _quarterMs = nowMs - (nowMs % QuarterMs);
            SandboxHome[] live;
            lock (_gate)
                live = [.. _homes.Where(static home => home.IsLive)];
            await ForEach(ReportingAtATime, live, GoOn);
        }

        lock (_gate)
            _workingOnMs = long.MaxValue;

        async Task GoOn(SandboxHome home)
        {
            lock (home.Gate)
                home.Household.AdvanceTo(nowMs);
            await ObeyAndReport(home);
            Enqueue(home);
        }
    }

    private static Task ForEach(int atATime, IEnumerable<SandboxHome> homes, Func<SandboxHome, Task> work, CancellationToken cancellation = default) => Parallel.ForEachAsync(
        homes,
        new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = cancellation },
        async (home, _) => await work(home));
}
