using System.Collections.Concurrent;

namespace OrleansFlex.EmbeddedEngine.Tests;

/// <summary>Lets a test stop grains at named points and see that they got there, without any clock.</summary>
public sealed class Signals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _released = new();

    internal void Release(string name) => Of(_released, name).TrySetResult();

    internal Task ReachedAsync(string name) => Of(_reached, name).Task.WaitAsync(TestContext.Current.CancellationToken);

    internal Task PassAsync(string name)
    {
        Reach(name);
        return Of(_released, name).Task;
    }

    internal void Reach(string name) => Of(_reached, name).TrySetResult();

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string name) =>
        all.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
