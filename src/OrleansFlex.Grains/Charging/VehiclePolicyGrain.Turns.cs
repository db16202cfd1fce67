using System.Buffers;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Charging;

/// <content>A turn of the policy: look at the situation, decide, persist what has changed, then act on it.</content>
public sealed partial class VehiclePolicyGrain
{
    [ThreadStatic]
    private static PlanBuffer? _buffer;

    // What the last turn wanted of the vehicle.
    private bool? _toCharge;

    // How many turns were decided, and which of them told the vehicle something last.
    private int _decided;
    private int _toldBy = -1;

    // Whether the location's zone is active; null until asked. Zones tell their members when they open and close.
    private bool? _zoneServes;

    /// <inheritdoc/>
    public async Task VehicleObserved(Device vehicle, Device before)
    {
        if (!Exists || _isDeleting)
            return;
        var paid = await Paid(vehicle);
        await Written();
        if (!Exists || _isDeleting)
            return;
        // From here to the write nothing waits.
        if (IsForeseen(vehicle) && !IsBehind(State))
        {
            _vehicle = vehicle;
            return;
        }

        var now = PolicyVehicle.Of(vehicle, State.LocationId, Id);
        var isMaterial = now is { } seen && PolicyVehicle.IsMaterial(PolicyVehicle.Of(_vehicle, State.LocationId, Id), seen);
        var last = _vehicle ??= before;
        Recall();
        isMaterial |= last.Reading?.PluggedInChargerId != vehicle.Reading?.PluggedInChargerId;
        var state = Caught(State, paid);
        _vehicle = vehicle;
        var remembered = PolicyMemory.After(state, last, vehicle);
        if (remembered.ChargeLimit != state.ChargeLimit)
            remembered = Events().Updated(state, remembered);
        var observed = Observed(remembered, last, vehicle, _toCharge, paid);
        // Those who listen also hear of energy.
        if (!isMaterial && !services.Events.IsListening(Client))
            await Adopt(observed);
        else if (AtHand() is { } known)
            await Act(observed, known);
        else
        {
            await Adopt(observed);
            await Look(0);
        }
    }

    /// <inheritdoc/>
    public Task Refresh(RefreshRequest request)
    {
        if (!request.IsOfTariff)
            _zoneServes = !request.IsClosing;
        return request.WeatherRevision > 0 && !State.HasArrays ? Task.CompletedTask : Look(request.Revision, request.WeatherRevision);
    }

    /// <summary>The state after an observation: energy is accounted, the session begins or ends, the driver's hand is seen.</summary>
    private PolicyState Observed(PolicyState state, Device? before, Device vehicle, bool? wasToCharge, SessionPrices? paid)
    {
        if (PolicyVehicle.Of(vehicle, state.LocationId, Id) is not { } seen)
            return state;
        var course = state.Course.Observe(PolicyVehicle.Of(before, state.LocationId, Id), seen, wasToCharge, state.Terms(), out var settled, paid);
        var next = ReferenceEquals(course, state.Course) ? state : state with { Course = course };
        return settled is null ? next : Settle(next, settled, seen.AtMs);
    }

    private PolicyState Settle(PolicyState state, PlugSession settled, long endMs) =>
        state.Settling(Events().Settled(SessionViews.Settled(Id, state.VehicleId, state.LocationId, state.UserId, settled, endMs)));

    /// <summary>The state with its session settled, as the policy ends.</summary>
    private PolicyState Ended(PolicyState state)
    {
        var course = state.Course.Leave(PolicyVehicle.Of(_vehicle, state.LocationId, Id), state.Terms(), out var settled);
        return settled is null ? state : Settle(state with { Course = course }, settled, NowMs);
    }

    /// <summary>
    /// Looks at the situation and does what follows from it. The contribution goes to the partition before this returns. Where it fails it
    /// looks again soon, because nobody else may speak of the vehicle before it is to charge.
    /// </summary>
    private Task Look(long revision, long weatherRevision = 0) =>
        Exists && _vehicle is not null && _writing is not { IsCompleted: false } && !IsBehind(State) && AtHand(revision, weatherRevision) is { } known
            ? Act(State, known)
            : Looking(TakeTurn(revision, weatherRevision));

    private async Task Looking(Task turn)
    {
        try
        {
            await turn;
        }
        catch
        {
            LookAgainSoon();
            throw;
        }
    }

    private void LookAgainSoon()
    {
        if (Exists && !_isLeaving)
            ArmEarlier(NowMs + RetryMs);
    }

    private async Task TakeTurn(long revision, long weatherRevision)
    {
        if (!Exists)
            return;
        await Vehicle();
        var prices = await Prices(revision);
        var surplus = await Surplus(revision, weatherRevision);
        var serves = await ZoneServes();
        var isDriven = await IsDriven();
        var paid = IsBehind(State) ? await Paid(_vehicle) : prices.ForSession(surplus);
        await Written();
        // While this turn waited, a call that interleaved may have brought newer prices: what is at hand is the newest.
        while (Prices(0).Take(out prices) is { } newest)
        {
            await newest;
            await Written();
        }

        if (!_isLeaving && Exists)
            await Act(Caught(State, paid), new Known(prices, Newest(surplus), serves, isDriven));
    }

    /// <summary>What a turn depends on beside the policy and its vehicle, if none of it has to be waited for.</summary>
    private Known? AtHand(long revision = 0, long weatherRevision = 0)
    {
        var serves = State.Zone is null ? true : _zoneServes;
        SurplusForecast? surplus = null;
        return !_isLeaving && serves is { } zoneServes
            && (!State.HasArrays
                || (weatherRevision == 0 && revision != RefreshRequest.Latest && services.Solar.IsAtHand(Client, State.LocationId, State.SiteVersion, out surplus)))
            && Prices(revision).Take(out var prices) is null && IsDriven().Take(out var isDriven) is null
                ? new Known(prices, surplus, zoneServes, isDriven)
                : null;
    }

    /// <summary>
    /// Decides, writes what has changed, then does what follows. From the call to the write nothing waits: the decision is made on the state that it changes.
    /// </summary>
    private Task Act(PolicyState state, Known known)
    {
        try
        {
            var decision = Decide(state, known);
            return ReferenceEquals(decision.Next, State) ? Follow(decision) : Looking(Carry(decision));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LookAgainSoon();
            return Task.FromException(failure);
        }
    }

    private Decision Decide(PolicyState state, Known known)
    {
        var vehicle = _vehicle;
        var number = ++_decided;
        var situation = Situation(state, vehicle, known);
        var buffer = _buffer ??= new PlanBuffer();
        state = Recalled(state, known, buffer);
        var turn = PolicyTurn.Take(state.Course, situation, buffer);
        var length = services.Shape.Window.ChunkCount;
        var watts = state.Zone is not null && known.ZoneServes ? ArrayPool<int>.Shared.Rent(4 * length) : null;
        var isReachable = watts is not null
            && VehicleContribution.Write(state, vehicle, turn, situation, buffer, services, PolicyMemory.History(state), watts.AsSpan(0, 4 * length), known.Surplus);
        var next = ReferenceEquals(turn.Course, state.Course) ? state : state with { Course = turn.Course };
        next = Events().Told(next, turn, situation, buffer);
        return new Decision(number, next, turn, situation.Vehicle, vehicle, known, watts, isReachable, situation.NowMs);
    }

    private async Task Carry(Decision decision)
    {
        await Adopt(decision.Next);
        await Follow(decision);
    }

    /// <summary>What follows once a decision is written.</summary>
    private Task Follow(in Decision decision)
    {
        var known = decision.Known;
        _earlier = null;
        _wentBy = (services.Recent.Keep(known.Prices.Import), services.Recent.Keep(known.Prices.Export), known.Surplus, known.ZoneServes);
        _toCharge = decision.Turn.ToCharge;
        Arm(decision.Turn.NextEdgeMs);
        Steer(decision.Number, decision.Turn, decision.Seen, decision.Vehicle);
        return decision.Watts is { } watts ? Contribute(watts, decision.IsReachable, decision.NowMs) : Task.CompletedTask;
    }

    private async Task Contribute(int[] watts, bool isReachable, long nowMs)
    {
        try
        {
            await Contribute(watts, services.Shape.Window.ChunkCount, isReachable, nowMs);
        }
        catch
        {
            LookAgainSoon();
            throw;
        }

        // Only after the partition has copied it; a call that failed may still be reading.
        ArrayPool<int>.Shared.Return(watts);
    }

    /// <summary>The state, with an observation that a crash or a failed write kept from it.</summary>
    private PolicyState Caught(PolicyState state, SessionPrices? paid) => IsBehind(state) ? Observed(state, null, _vehicle!, null, paid) : state;

    private bool IsBehind(PolicyState state) => PolicyVehicle.Of(_vehicle, state.LocationId, Id) is { } seen && state.Course.IsBehind(seen);

    private PolicySituation Situation(PolicyState state, Device? vehicle, Known known) =>
        PolicySituations.Of(Id, state, vehicle, known.Prices.Import, known.ZoneServes, known.IsDriven, services, NowMs, known.Surplus, known.Prices.Export);

    private ValueTask<EffectivePrice> Prices(long revision) => services.Prices.Get(Client, State, revision);

    private ValueTask<bool> IsDriven() => _vehicle is { } vehicle ? services.Commands.HasGatewayAsync(Client, vehicle.Vendor) : new(true);

    private ValueTask<bool> ZoneServes()
    {
        return State.Zone is null ? new(true) : _zoneServes is { } known ? new(known) : Ask();

        async ValueTask<bool> Ask()
        {
            var serves = await Currency() is not null;
            // The zone itself, which tells its members when it opens and closes, knows better.
            return _zoneServes ??= serves;
        }
    }

    private async ValueTask<string?> Currency() => State.Zone is { } zone
        ? (await GrainFactory.GetGrain<IZoneGrain>(GrainKeys.Of(Client, zone)).Get())?.Currency
        : (await services.Prices.Get(Client, State, 0)).Currency;

    private static EffectivePrice FreeOfCharge { get; } = new(PriceCurve.Flat(0), null, null);

    /// <summary>What a turn depends on beside the policy and its vehicle.</summary>
    private readonly record struct Known(EffectivePrice Prices, SurplusForecast? Surplus, bool ZoneServes, bool IsDriven);

    /// <summary>What a turn has decided and the situation that it was decided in.</summary>
    private readonly record struct Decision(
        int Number, PolicyState Next, PolicyTurn Turn, ObservedVehicle? Seen, Device? Vehicle, Known Known, int[]? Watts, bool IsReachable, long NowMs);
}
