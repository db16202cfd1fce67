namespace OrleansFlex.EmbeddedEngine;

/// <summary>Something an activation does in one go: a request, a continuation, a task.</summary>
public abstract class WorkItem
{
    // Marks a mailbox that is empty while its activation is being drained, or awaits running requests.
    internal static readonly WorkItem Draining = new Marker();
    internal static readonly WorkItem Awaiting = new Marker();

    private protected WorkItem() { }

    internal WorkItem? Next { get; set; }

    internal abstract void Run(Activation activation);

    private sealed class Marker : WorkItem
    {
        internal override void Run(Activation activation) { }
    }
}

internal sealed class TaskItem(Task task) : WorkItem
{
    internal override void Run(Activation activation) => activation.ExecuteTask(task);
}

internal sealed class ActionItem(Action<Activation> action) : WorkItem
{
    internal override void Run(Activation activation) => action(activation);
}
