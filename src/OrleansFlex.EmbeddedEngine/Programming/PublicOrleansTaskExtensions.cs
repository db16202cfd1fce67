namespace Orleans;

/// <summary>Tasks that nobody awaits.</summary>
public static class PublicOrleansTaskExtensions
{
    /// <summary>Observes the failure of a task that nobody awaits, so that it is not reported as unobserved.</summary>
    public static void Ignore(this Task task)
    {
        if (task.IsCompleted)
            _ = task.Exception;
        else
            task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
