using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Policies;

namespace OrleansFlex.Grains.Charging;

/// <content>The driver's temporary wishes.</content>
public sealed partial class VehiclePolicyGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<Done>> SetOverride(PolicyOverride wish)
    {
        if (!Exists)
            return Unknown;
        await Vehicle();
        Refusal? refusal = null;
        await Save(state =>
        {
            var asked = new DriverOverride { IsImmediate = wish.IsImmediate, Target = wish.Target, ReadyByMs = wish.ReadyByMs };
            var decided = state.Course.Set(asked, PolicyVehicle.Of(_vehicle, state.LocationId, Id), state.Terms(), NowMs);
            if (decided.TryGet(out var course, out var rejection))
                return state with { Course = course, UpdatedAtMs = NowMs };
            refusal = Refusal.Of(rejection);
            return state;
        });
        if (refusal is not null)
            return refusal;
        await Look(0);
        return Done.Instance;
    }

    /// <inheritdoc/>
    public async Task<PolicyOverride?> GetOverride()
    {
        if (!Exists)
            return null;
        await Vehicle();
        return PolicyViews.Override(State.Course.Advance(PolicyVehicle.Of(_vehicle, State.LocationId, Id), State.Terms(), NowMs));
    }

    /// <inheritdoc/>
    public async Task<bool> ClearOverride()
    {
        if (await GetOverride() is null)
            return false;
        await Save(state => state with { Course = state.Course.Clear(), UpdatedAtMs = NowMs });
        await Look(0);
        return true;
    }
}
