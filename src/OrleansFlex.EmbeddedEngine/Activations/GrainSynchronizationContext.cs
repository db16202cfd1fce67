namespace OrleansFlex.EmbeddedEngine;

/// <summary>Brings the continuations of awaits back to their activation.</summary>
internal sealed class GrainSynchronizationContext(Activation activation) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => activation.Enqueue(new PostedItem(d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("A grain's turn cannot be entered synchronously.");

    public override SynchronizationContext CreateCopy() => this;
}
