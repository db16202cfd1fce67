namespace OrleansFlex.EmbeddedEngine;

/// <summary>A call that answers with a value.</summary>
public abstract class GrainRequest<T>(GrainMethod method) : GrainRequest(method)
{
    private readonly TaskCompletionSource<T> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the caller awaits.</summary>
    public Task<T> Reply => _reply.Task;

    /// <summary>The result as the caller gets it: the same object if it is immutable, else a copy.</summary>
    protected virtual T CopyResult(T result) => result;

    private protected sealed override void SetResult(Task execution, MessageCodec? codec)
    {
        T result;
        try
        {
            result = CopyResult(((Task<T>)execution).Result);
            if (codec is not null)
                result = codec.Copy(result);
        }
        catch (Exception failure)
        {
            _reply.TrySetException(failure);
            return;
        }
        _reply.TrySetResult(result);
    }

    private protected sealed override void SetException(Exception failure) => _reply.TrySetException(failure);

    private protected sealed override void SetCanceled(CancellationToken token) => _reply.TrySetCanceled(token);

    internal sealed override Task ReplyTask => Reply;

    internal sealed override object? BoxedResult(Task execution) => ((Task<T>)execution).Result;

    internal sealed override Task FromBoxed(Task<object?> execution) => Unbox(execution);

    private static async Task<T> Unbox(Task<object?> execution) => (T)(await execution)!;
}

/// <summary>A call that answers without a value, or not at all.</summary>
public abstract class GrainVoidRequest(GrainMethod method) : GrainRequest(method)
{
    private readonly TaskCompletionSource? _reply =
        (method.Options & CallOptions.OneWay) != 0 ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the caller awaits; complete from the start for a one-way call.</summary>
    public Task Reply => _reply?.Task ?? Task.CompletedTask;

    private protected sealed override void SetResult(Task execution, MessageCodec? codec) => _reply?.TrySetResult();

    private protected sealed override void SetException(Exception failure) => _reply?.TrySetException(failure);

    private protected sealed override void SetCanceled(CancellationToken token) => _reply?.TrySetCanceled(token);

    internal sealed override Task ReplyTask => Reply;

    internal sealed override object? BoxedResult(Task execution) => null;

    internal sealed override Task FromBoxed(Task<object?> execution) => execution;
}
