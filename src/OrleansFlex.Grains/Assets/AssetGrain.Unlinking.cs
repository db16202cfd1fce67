using OrleansFlex.Contracts.Assets;

namespace OrleansFlex.Grains.Assets;

// A vehicle that is unlinked waits for its policies to be deleted, and a policy that is deleted waits for the vehicle to let it go.
// Where both happen at once the policy need not wait, since a vehicle that goes has nothing to let go of.
public sealed partial class AssetGrain
{
    private TaskCompletionSource? _unlinking;

    private TaskCompletionSource Unlinking => _unlinking ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public async Task DetachPolicy(Guid policyId)
    {
        if (Unlinking.Task.IsCompleted)
            return;
        var inTurn = this.AsReference<IAssetGrain>().DetachPolicyInTurn(policyId);
        if (await Task.WhenAny(inTurn, Unlinking.Task) == inTurn)
            await inTurn;
        else
            inTurn.Ignore();
        if (!Unlinking.Task.IsCompleted)
            _unlinking = null;
    }

    private void BeginUnlink() => Unlinking.TrySetResult();
}
