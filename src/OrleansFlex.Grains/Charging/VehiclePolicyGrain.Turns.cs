using System.Buffers;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Charging;

/// <content>A turn of the policy: look at the situation, decide, persist what has changed, then act on it.</content>
public sealed partial class VehiclePolicyGrain
{
    [ThreadStatic]
    private static PlanBuffer? _buffer;

    private IGrainTimer? _edge;
    private long _edgeMs = long.MaxValue;

    // What the last turn wanted of the vehicle, and the observation on which it was last told so.
    private bool? _toCharge;
    private (SteeringWish Wish, long AtMs, bool IsCharging) _told;
    private long _toldUntilMs;

    // Whether the location's zone is active; null until asked. Zones tell their members when they open and close.
    private bool? _zoneServes;

    /// <inheritdoc/>
    public async Task VehicleObserved(Device vehicle)
    {
        if (!Exists || _isDeleting)
            return;
        var isMaterial = false;
        var paid = await Paid(vehicle);
        if (!Exists || _isDeleting)
            return;
        await Save(state =>
        {
            var before = _vehicle;
            _vehicle = vehicle;
            isMaterial = PolicyVehicle.Of(vehicle, state.LocationId, Id) is { } now && PolicyVehicle.IsMaterial(PolicyVehicle.Of(before, state.LocationId, Id), now);
            isMaterial |= before?.Reading?.PluggedInChargerId != vehicle.Reading?.PluggedInChargerId;
            var remembered = PolicyMemory.After(state, before, vehicle);
            if (remembered.ChargeLimit != state.ChargeLimit)
                remembered = Events().Updated(state, remembered);
            return Observed(remembered, before, vehicle, _toCharge, paid);
        });
        // Those who listen also hear of energy.
        if (isMaterial || services.Events.IsListening(Client))
            await Look(0);
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

    /// <summary>Looks at the situation and does what follows from it. The contribution goes to the partition before this returns.</summary>
    private async Task Look(long revision, long weatherRevision = 0)
    {
        if (!Exists)
            return;
        await Vehicle();
        var prices = await Prices(revision);
        var surplus = await Surplus(revision, weatherRevision);
        var serves = await ZoneServes();
        var isDriven = await IsDriven();
        var paid = IsBehind(State, Seen()) ? await Paid(_vehicle) : prices.ForSession(surplus);
        await Written();
        if (_isLeaving || !Exists)
            return;

        surplus = Newest(surplus);
        // From here to the write nothing waits: the decision is made on the state that it changes.
        var vehicle = _vehicle;
        var situation = Situation(vehicle, prices, serves, isDriven, surplus);
        var buffer = _buffer ??= new PlanBuffer();
        var caught = Caught(State, situation, paid);
        var turn = PolicyTurn.Take(caught.Course, situation, buffer);
        var length = services.Shape.Window.ChunkCount;
        var watts = State.Zone is not null && serves ? ArrayPool<int>.Shared.Rent(4 * length) : null;
        var isReachable = watts is not null
            && VehicleContribution.Write(State, vehicle, turn, situation, buffer, services, PolicyMemory.History(State), watts.AsSpan(0, 4 * length), surplus);
        var next = ReferenceEquals(turn.Course, caught.Course) ? caught : caught with { Course = turn.Course };
        next = Events().Told(next, turn, situation, buffer);
        await Adopt(next);
        _toCharge = turn.ToCharge;
        Arm(turn.NextEdgeMs);
        Steer(turn, situation.Vehicle, vehicle);
        if (watts is null)
            return;
        await Contribute(watts, length, isReachable, situation.NowMs);
        // Only after the partition has copied it; a call that failed may still be reading.
        ArrayPool<int>.Shared.Return(watts);
    }

    /// <summary>The state, with an observation that a crash kept from it.</summary>
    private PolicyState Caught(PolicyState state, in PolicySituation situation, SessionPrices? paid) =>
        IsBehind(state, situation.Vehicle) ? Observed(state, null, _vehicle!, null, paid) : state;

    private static bool IsBehind(PolicyState state, in ObservedVehicle? vehicle) => vehicle is { } seen
        && (state.Course.Session is { } session ? !seen.IsPluggedIn || seen.AtMs > session.Last.AtMs : seen.IsPluggedIn);

    private PolicySituation Situation(Device? vehicle, EffectivePrice prices, bool serves, bool isDriven, SurplusForecast? surplus = null) =>
        PolicySituations.Of(Id, State, vehicle, prices.Import, serves, isDriven, services, NowMs, surplus, prices.Export);

    /// <summary>Tells the vehicle what it is to do, where it does something else.</summary>
    private void Steer(in PolicyTurn turn, in ObservedVehicle? seen, Device? vehicle)
    {
        if (seen is not { } now || vehicle is null)
            return;
        var wish = turn.ToCharge switch { true => SteeringWish.Charge, false => SteeringWish.Pause, null => SteeringWish.HandsOff };
        var running = now.Command switch
        {
            CommandStanding.Starting or CommandStanding.StartFailed => SteeringWish.Charge,
            CommandStanding.Stopping => SteeringWish.Pause,
            _ => SteeringWish.HandsOff,
        };
        var isNeeded = wish switch
        {
            SteeringWish.Charge => running == SteeringWish.Pause || (!now.IsCharging && running != SteeringWish.Charge),
            SteeringWish.Pause => running == SteeringWish.Charge || (now.IsCharging && running != SteeringWish.Pause),
            _ => running != SteeringWish.HandsOff,
        };
        // Once for each observation: the vehicle's grain repeats commands by itself, but only as long as it was told that they count.
        var told = (wish, now.AtMs, now.IsCharging);
        var isProlonged = wish != SteeringWish.HandsOff && wish == running && turn.NextEdgeMs > _toldUntilMs;
        if (!isProlonged && (!isNeeded || _told == told))
            return;
        (_told, _toldUntilMs) = (told, turn.NextEdgeMs);
        _version = Math.Max(_version + 1, NowMs);
        GrainFactory.GetGrain<IAssetGrain>(GrainKeys.Of(Client, State.VehicleId)).Steer(new Steering(Id, _version, wish, turn.NextEdgeMs)).Ignore();
    }

    private void Arm(long edgeMs)
    {
        if (edgeMs == _edgeMs)
            return;
        _edgeMs = edgeMs;
        if (edgeMs == long.MaxValue)
        {
            Disarm();
            return;
        }

        var due = TimeSpan.FromMilliseconds(Math.Max(1, edgeMs - NowMs));
        if (_edge is null)
            _edge = this.RegisterGrainTimer(static (grain, _) => grain.Edge(), this, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        else
            _edge.Change(due, Timeout.InfiniteTimeSpan);
        // Nobody else may ask for the policy until then.
        DelayDeactivation(due + TimeSpan.FromMinutes(5));
    }

    private void Disarm()
    {
        _edge?.Dispose();
        _edge = null;
        _edgeMs = long.MaxValue;
    }

    private Task Edge()
    {
        _edgeMs = long.MaxValue - 1;
        return Look(0);
    }

    private ValueTask<EffectivePrice> Prices(long revision) => services.Prices.Get(Client, State, revision);

    private ValueTask<bool> IsDriven() => _vehicle is { } vehicle ? services.Commands.HasGatewayAsync(Client, vehicle.Vendor) : new(true);

    private async ValueTask<bool> ZoneServes()
    {
        if (State.Zone is null || _zoneServes == true)
            return true;
        return _zoneServes ?? (_zoneServes = await Currency() is not null).Value;
    }

    private async ValueTask<string?> Currency() => State.Zone is { } zone
        ? (await GrainFactory.GetGrain<IZoneGrain>(GrainKeys.Of(Client, zone)).Get())?.Currency
        : (await services.Prices.Get(Client, State, 0)).Currency;

    private static EffectivePrice FreeOfCharge { get; } = new(PriceCurve.Flat(0), null, null);
}
