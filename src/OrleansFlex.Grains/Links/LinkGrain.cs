using OrleansFlex.Contracts.Links;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Links;

/// <inheritdoc cref="ILinkGrain"/>
[GrainType("link"), CollectionAgeLimit(Minutes = 2)]
public sealed class LinkGrain([PersistentState("link", Persistence.Store)] IPersistentState<LinkRecord> store) : Grain, ILinkGrain
{
    /// <inheritdoc/>
    public Task Open(LinkInvitation invitation) => store.AdoptAsync(new LinkRecord { Invitation = invitation });

    /// <inheritdoc/>
    public Task<LinkInvitation?> Get() => Task.FromResult(store.State.Invitation);

    /// <inheritdoc/>
    public async Task<LinkInvitation?> Claim(long nowMs)
    {
        if (store.State.Invitation is not { IsUsed: false } invitation || nowMs >= invitation.ExpiresAtMs)
            return null;
        await store.AdoptAsync(new LinkRecord { Invitation = invitation with { IsUsed = true } });
        return invitation;
    }

    /// <inheritdoc/>
    public async Task Forget()
    {
        if (store.RecordExists)
            await store.ClearStateAsync();
        DeactivateOnIdle();
    }
}
