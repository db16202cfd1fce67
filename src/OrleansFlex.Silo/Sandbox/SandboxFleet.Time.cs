using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Sandbox;

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
            if (home.NextMs < long.MaxValue)
                _due.Enqueue(home, home.NextMs);
        }
    }

    private async Task Due()
    {
        var nowMs = NowMs;
        var due = new HashSet<SandboxHome>();
        lock (_gate)
        {
            while (_due.TryPeek(out var home, out var dueMs) && dueMs <= nowMs)
            {
                _due.Dequeue();
                due.Add(home);
            }
        }

        await ForEach(due, async home =>
        {
            lock (home.Gate)
            {
                home.Household.AdvanceTo(nowMs);
                if (home.NextEdgeMs <= nowMs)
                    home.NextEdgeMs = long.MaxValue;
            }

            await Obey(home);
            await Report(home);
            await Follow(home);
            Enqueue(home);
        });

        if (nowMs - (nowMs % QuarterMs) > _quarterMs)
        {
            _quarterMs = nowMs - (nowMs % QuarterMs);
            SandboxHome[] live;
            lock (_gate)
                live = [.. _homes.Where(static home => home.IsLive)];
            await ForEach(live, async home =>
            {
                lock (home.Gate)
                    home.Household.AdvanceTo(nowMs);
                await Obey(home);
                await Report(home);
                await Follow(home);
                Enqueue(home);
            });
        }
    }

    private Task FollowAll(List<SandboxHome> homes) => ForEach(homes, async home =>
    {
        await Follow(home);
        Enqueue(home);
    });

    /// <summary>A simulated car under a policy charges as the plan says, and looks again at the plan's next edge.</summary>
    private async Task Follow(SandboxHome home)
    {
        if (home.Household.Vehicle is not { IsPluggedIn: true } || home.Household.Spec.Wish is null)
            return;
        if (await Policy(home).GetPlan() is not { Plan: { } plan })
            return;

        var nowMs = NowMs;
        var changed = false;
        lock (home.Gate)
        {
            var vehicle = home.Household.Vehicle;
            var (isOn, edgeMs) = At(plan, nowMs);
            home.NextEdgeMs = edgeMs;
            var was = vehicle.IsCharging;
            _ = isOn ? vehicle.StartCharging() : vehicle.StopCharging();
            changed = was != vehicle.IsCharging;
        }

        if (changed)
            await Report(home);
    }

    private static (bool IsOn, long NextEdgeMs) At(ChargingPlan plan, long nowMs)
    {
        foreach (ref readonly var block in plan.Blocks)
        {
            if (block.StartMs > nowMs)
                return (false, block.StartMs);
            if (block.EndMs > nowMs)
                return (true, block.EndMs);
        }

        return (false, long.MaxValue);
    }

    private static Task ForEach(IEnumerable<SandboxHome> homes, Func<SandboxHome, Task> work) => Parallel.ForEachAsync(
        homes,
        new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
        async (home, _) => await work(home));
}
