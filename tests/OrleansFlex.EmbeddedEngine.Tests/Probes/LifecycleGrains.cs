namespace OrleansFlex.EmbeddedEngine.Tests;

public interface IAlwaysThereGrain : IGrainWithStringKey
{
    Task<int> Touch();
}

[KeepAlive]
[GrainType("always-there")]
public sealed class AlwaysThereGrain : Grain, IAlwaysThereGrain
{
    public Task<int> Touch() => Task.FromResult(1);
}

public interface IShortLivedGrain : IGrainWithStringKey
{
    Task<int> Touch();
}

[GrainType("short-lived")]
public sealed class ShortLivedGrain : Grain, IShortLivedGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<int> Touch() => Task.FromResult(1);
}

public interface IFragileGrain : IGrainWithStringKey
{
    Task<int> Touch();
}

/// <summary>Fails its first activation.</summary>
[GrainType("fragile")]
public sealed class FragileGrain(Journal journal) : Grain, IFragileGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        journal.Add("try");
        if (journal.Lines.Count == 1)
            throw new InvalidOperationException("first time");
    }

    public Task<int> Touch() => Task.FromResult(1);
}

public interface IWorkerGrain : IGrainWithStringKey
{
    Task Hold(string name);
}

[StatelessWorker(2)]
[GrainType("worker")]
public sealed class WorkerGrain(Signals signals, Journal journal) : Grain, IWorkerGrain
{
    public async Task Hold(string name)
    {
        journal.Add($"start {name}");
        await signals.PassAsync(name);
    }
}
