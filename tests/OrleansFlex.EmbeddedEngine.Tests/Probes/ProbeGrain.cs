namespace OrleansFlex.EmbeddedEngine.Tests;

public interface IProbeGrain : IGrainWithStringKey
{
    Task Hold(string name);

    [ReadOnly]
    Task HoldReading(string name);

    [AlwaysInterleave]
    Task<string> Peek();

    [OneWay]
    Task Note(string line);

    [OneWay]
    Task FailUnheard();

    [ResponseTimeout("00:00:00.150")]
    Task HoldImpatiently(string name);

    Task<string> CallThrough(string other, bool allowReentrancy);

    [ResponseTimeout("00:00:00.150")]
    Task<string> CallBack(string origin);

    Task<string> Name();

    Task<string?> ReadContext(string key);

    Task WriteContext(string key, string value);

    Task<string?> ReadContextOf(string other, string key);

    Task HoldUntilCancelled(string name, CancellationToken cancellationToken);

    Task<bool> RunsOnItself();

    Task LeaveBehind(string name);

    Task End();

    Task EndThenHold(string name);

    Task Stay(TimeSpan span);

    Task<bool> LeakAmbient();

    Task<bool> SeesAmbient();

    Task<int[]> Reverse(int[] values);

    Task<bool> SameAs(IProbeGrain other);
}

/// <summary>Does whatever a test of the engine needs to see.</summary>
[GrainType("probe")]
public sealed class ProbeGrain(Signals signals, Journal journal) : Grain, IProbeGrain
{
    private static readonly AsyncLocal<string?> s_ambient = new();
    private bool _touched;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Add($"activate {this.GetPrimaryKeyString()}");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        journal.Add($"deactivate {this.GetPrimaryKeyString()} {reason.ReasonCode}");
    }

    public async Task Hold(string name)
    {
        journal.Add($"start {name}");
        await signals.PassAsync(name);
        journal.Add($"end {name}");
    }

    public Task HoldReading(string name) => Hold(name);

    public Task<string> Peek() => Task.FromResult(this.GetPrimaryKeyString());

    public Task Note(string line)
    {
        journal.Add(line);
        return Task.CompletedTask;
    }

    public Task FailUnheard() => throw new InvalidOperationException("nobody hears this");

    public Task HoldImpatiently(string name) => Hold(name);

    public async Task<string> CallThrough(string other, bool allowReentrancy)
    {
        using var section = allowReentrancy ? RequestContext.AllowCallChainReentrancy() : default;
        return await GrainFactory.GetGrain<IProbeGrain>(other).CallBack(this.GetPrimaryKeyString());
    }

    public Task<string> CallBack(string origin) => GrainFactory.GetGrain<IProbeGrain>(origin).Name();

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<string?> ReadContext(string key) => Task.FromResult((string?)RequestContext.Get(key));

    public Task WriteContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task<string?> ReadContextOf(string other, string key) => GrainFactory.GetGrain<IProbeGrain>(other).ReadContext(key);

    public async Task HoldUntilCancelled(string name, CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => journal.Add($"told {name} {ReferenceEquals(TaskScheduler.Current, GrainContext)}"));
        journal.Add($"start {name}");
        await signals.PassAsync(name);
        journal.Add($"end {name} {cancellationToken.IsCancellationRequested}");
    }

    public async Task<bool> RunsOnItself()
    {
        var own = TaskScheduler.Current;
        var started = await Task.Factory.StartNew(() => ReferenceEquals(TaskScheduler.Current, own), default, TaskCreationOptions.None, TaskScheduler.Current);
        var continued = await Task.CompletedTask.ContinueWith(_ => ReferenceEquals(TaskScheduler.Current, own), TaskScheduler.Current);
        await Task.Yield();
        return started && continued && ReferenceEquals(TaskScheduler.Current, own) && own != TaskScheduler.Default;
    }

    // The request ends, its work does not.
    public Task LeaveBehind(string name)
    {
        _ = Hold(name);
        return Task.CompletedTask;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task EndThenHold(string name)
    {
        DeactivateOnIdle();
        await Hold(name);
    }

    public Task Stay(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }

    public Task<bool> LeakAmbient()
    {
        s_ambient.Value = "leaked";
        _touched = true;
        return Task.FromResult(_touched);
    }

    public Task<bool> SeesAmbient() => Task.FromResult(s_ambient.Value is not null);

    public Task<int[]> Reverse(int[] values)
    {
        Array.Reverse(values);
        return Task.FromResult(values);
    }

    public Task<bool> SameAs(IProbeGrain other) => Task.FromResult(other.GetGrainId() == this.GetGrainId());
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task Hold(string name);
}

/// <summary>Lets every request in.</summary>
[Reentrant]
[GrainType("reentrant")]
public sealed class ReentrantGrain(Signals signals, Journal journal) : Grain, IReentrantGrain
{
    public async Task Hold(string name)
    {
        journal.Add($"start {name}");
        await signals.PassAsync(name);
        journal.Add($"end {name}");
    }
}
