namespace OrleansFlex.Grains.State;

/// <summary>Lets the interleaving calls of one grain do some of their work one after the other.</summary>
internal sealed class Turns
{
    private Task _last = Task.CompletedTask;

    /// <summary>Does the work when all that came before is done, be it that it failed.</summary>
    public async Task<T> Run<T>(Func<Task<T>> work)
    {
        var before = _last;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _last = done.Task;
        await before;
        try
        {
            return await work();
        }
        finally
        {
            done.SetResult();
        }
    }
}
