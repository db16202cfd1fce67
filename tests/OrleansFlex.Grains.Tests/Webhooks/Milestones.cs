namespace OrleansFlex.Grains.Tests.Webhooks;

/// <summary>Counts, and tells when a number is reached.</summary>
internal sealed class Milestones
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];
    private int _count;

    public void Next()
    {
        lock (_lock)
        {
            _count++;
            foreach (var (count, reached) in _awaited)
            {
                if (_count >= count)
                    reached.TrySetResult();
            }
        }
    }

    public Task WhenAsync(int count)
    {
        lock (_lock)
        {
            if (_count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }
}
