namespace OrleansFlex.Benchmarks.Engine;

public interface IEchoGrain : IGrainWithStringKey
{
    ValueTask<int> Echo(int value);

    ValueTask<int> Sum(int[] values);

    Task<int> CallOther(string key, int times);
}

/// <summary>Answers at once, and calls another of its kind.</summary>
[GrainType("benchmark-echo")]
public sealed class EchoGrain : Grain, IEchoGrain
{
    public ValueTask<int> Echo(int value) => new(value);

    public ValueTask<int> Sum(int[] values) => new(values[0] + values[^1]);

    public async Task<int> CallOther(string key, int times)
    {
        var other = GrainFactory.GetGrain<IEchoGrain>(key);
        var sum = 0;
        for (var i = 0; i < times; i++)
            sum += await other.Echo(1);
        return sum;
    }
}

public interface IIdleGrain : IGrainWithStringKey
{
    ValueTask<int> Touch();
}

/// <summary>About as much as a charging policy keeps in memory while nothing happens.</summary>
[GrainType("benchmark-idle")]
public sealed class IdleGrain([PersistentState("policy", "benchmark")] IPersistentState<IdleState> state) : Grain, IIdleGrain
{
    private int _revision;

    public ValueTask<int> Touch() => new(++_revision + state.State.Revision);
}

/// <summary>A small record.</summary>
public sealed class IdleState
{
    public string VehicleId { get; set; } = "";

    public string LocationId { get; set; } = "";

    public double MaxPowerKw { get; set; }

    public long ReadyByMs { get; set; }

    public int Revision { get; set; }
}
