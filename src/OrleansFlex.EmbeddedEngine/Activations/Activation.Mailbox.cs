using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

// The mailbox is a stack that senders push onto; the drain takes it whole and reverses it. Its head tells the state:
//   null              idle: nothing queued, nothing running, not counted as busy
//   Awaiting          nothing queued, but requests are awaiting: counted as busy
//   Draining          being drained, nothing new
//   anything else     queued items, a drain is running or scheduled
internal sealed partial class Activation
{
    // Items per drain before other activations get their chance on this thread.
    private const int DrainBudget = 256;

    private static ExecutionContext? s_cleanContext;

    private WorkItem? _inbox;
    private WorkItem? _backlog;

    internal bool IsIdle => Volatile.Read(ref _inbox) is null;

    internal void Enqueue(WorkItem item)
    {
        var head = Volatile.Read(ref _inbox);
        while (true)
        {
            item.Next = head;
            var seen = Interlocked.CompareExchange(ref _inbox, item, head);
            if (ReferenceEquals(seen, head))
                break;
            head = seen;
        }
        if (head is null)
            Runtime.Quiet.Enter();
        else if (!ReferenceEquals(head, WorkItem.Awaiting))
            return;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        s_cleanContext ??= ExecutionContext.Capture();
        var outerActivation = RuntimeContext.Current;
        RuntimeContext.Current = this;
        try
        {
            // A task on this scheduler, so that awaits, Task.Factory.StartNew and ContinueWith stay on the grain. A synchronisation context
            // would be cheaper, but continuations that it inlines do not see the scheduler.
            new Task(static state => ((Activation)state!).Drain(), this, TaskCreationOptions.None).RunSynchronously(this);
        }
        finally
        {
            RuntimeContext.Current = outerActivation;
        }
    }

    private void Drain()
    {
        for (var budget = DrainBudget; budget > 0; budget--)
        {
            var item = Take();
            if (item is null)
            {
                if (TryRest())
                    return;
                continue;
            }
            try
            {
                item.Run(this);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                EngineLog.UnhandledInTurn(Runtime.Logger, GrainId, failure);
            }
            CleanAmbientState();
            if (_pumpNeeded)
                Pump();
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private WorkItem? Take()
    {
        var item = _backlog;
        if (item is null)
        {
            if (ReferenceEquals(Volatile.Read(ref _inbox), WorkItem.Draining))
                return null;
            var newest = Interlocked.Exchange(ref _inbox, WorkItem.Draining);
            while (newest is not null && !ReferenceEquals(newest, WorkItem.Draining) && !ReferenceEquals(newest, WorkItem.Awaiting))
            {
                var older = newest.Next;
                newest.Next = item;
                item = newest;
                newest = older;
            }
            if (item is null)
                return null;
        }
        _backlog = item.Next;
        item.Next = null;
        return item;
    }

    private bool TryRest()
    {
        var quiet = _running is null && _waitingFirst is null && _state is not (ActivationState.Activating or ActivationState.Deactivating or ActivationState.Ending);
        if (!ReferenceEquals(Interlocked.CompareExchange(ref _inbox, quiet ? null : WorkItem.Awaiting, WorkItem.Draining), WorkItem.Draining))
            return false;
        // From here on another thread may be draining.
        if (quiet)
            Runtime.Quiet.Exit();
        return true;
    }

    // A method that is not async can leave values in the execution context; they must not reach the next turn.
    private static void CleanAmbientState()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), s_cleanContext) && s_cleanContext is { } clean)
            ExecutionContext.Restore(clean);
    }

    internal void ExecuteTask(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => Enqueue(new TaskItem(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ReferenceEquals(RuntimeContext.Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}
