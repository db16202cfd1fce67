namespace OrleansFlex.EmbeddedEngine.Tests;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int value);

    Task<int> AddSlowly(int value);

    ValueTask<int> Get();

    Task Fail(string message);

    ValueTask Reset();
}

/// <summary>Adds with an await between reading and writing: only turn isolation makes the sum right.</summary>
[GrainType("counter")]
public sealed class CounterGrain : Grain, ICounterGrain
{
    private int _total;

    public Task<int> Add(int value) => Task.FromResult(_total += value);

    public async Task<int> AddSlowly(int value)
    {
        var before = _total;
        await Task.Yield();
        await Task.Run(() => { });
        _total = before + value;
        return _total;
    }

    public ValueTask<int> Get() => new(_total);

    public Task Fail(string message) => throw new InvalidOperationException(message);

    public ValueTask Reset()
    {
        _total = 0;
        return default;
    }
}
