namespace OrleansFlex.EmbeddedEngine;

/// <summary>The activations of one stateless worker key: an idle one is used, else a new one up to the limit, else they take turns.</summary>
internal sealed class WorkerPool(GrainClass grainClass, string key, int limit) : IDispatchTarget
{
    private Activation[] _workers = [];
    private int _turn;

    public string Key => key;

    public bool IsDead => false;

    internal Activation[] Workers => Volatile.Read(ref _workers);

    public void Dispatch(GrainRequest request) => Choose().Enqueue(request);

    internal void Remove(Activation worker)
    {
        lock (this)
            Volatile.Write(ref _workers, [.. _workers.Where(w => !ReferenceEquals(w, worker))]);
    }

    private Activation Choose()
    {
        var workers = Workers;
        foreach (var worker in workers)
        {
            if (worker.IsIdle && !worker.IsDead)
                return worker;
        }
        if (workers.Length < limit)
        {
            lock (this)
            {
                if (_workers.Length < limit)
                {
                    var added = new Activation(grainClass, key);
                    Volatile.Write(ref _workers, [.. _workers, added]);
                    return added;
                }
            }
        }
        workers = Workers;
        return workers[(int)((uint)Interlocked.Increment(ref _turn) % (uint)workers.Length)];
    }
}
