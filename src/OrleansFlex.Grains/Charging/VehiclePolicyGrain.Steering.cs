using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Policies;

namespace OrleansFlex.Grains.Charging;

/// <content>What the policy wishes of its vehicle, and when it looks again by itself.</content>
public sealed partial class VehiclePolicyGrain
{
    // How soon something that failed is tried again.
    private const long RetryMs = 30_000;

    // How long a wish outlives the time at which the policy looks again, so that one that goes on does not lapse just before.
    private const long GraceMs = 60_000;

    private IGrainTimer? _edge;
    private long _edgeMs = long.MaxValue;

    // What the vehicle was last told, on which observation, and until when it holds.
    private (SteeringWish Wish, long AtMs, bool IsCharging, long UntilMs, double? PowerKw) _told;

    /// <inheritdoc/>
    public async Task<bool> IsPluggedInto(Guid chargerId) =>
        Exists && (await Vehicle())?.Reading is { IsPluggedIn: true } reading && reading.ChargerId() == chargerId;

    /// <summary>Tells the vehicle what it is to do, where it does something else.</summary>
    private void Steer(int number, in PolicyTurn turn, in ObservedVehicle? seen, Device? vehicle)
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
        var isOtherPower = wish == SteeringWish.Charge && PolicyRules.IsOtherPower(now.CommandPowerKw, turn.PowerKw);
        var powerKw = isOtherPower ? turn.PowerKw : wish == SteeringWish.Charge ? now.CommandPowerKw : null;
        // A wish that goes on beyond what was said holds on.
        var isExtended = running == wish && turn.NextEdgeMs + GraceMs > _told.UntilMs;
        var isNeeded = wish switch
        {
            SteeringWish.Charge => running == SteeringWish.Pause || isOtherPower || (!now.IsCharging && (running != SteeringWish.Charge || isExtended)),
            SteeringWish.Pause => running == SteeringWish.Charge || (now.IsCharging && (running != SteeringWish.Pause || isExtended)),
            _ => running != SteeringWish.HandsOff,
        };
        // Once for each observation: the vehicle's grain repeats commands by itself until the wish lapses.
        var told = (wish, now.AtMs, now.IsCharging, UntilMs: wish == SteeringWish.HandsOff ? 0 : turn.NextEdgeMs + GraceMs, powerKw);
        if (!isNeeded || _told == told)
            return;
        (_told, _toldBy) = (told, number);
        // Also after an activation in the millisecond of the last wish.
        var last = vehicle.Steering is { } steering && steering.PolicyId == Id ? Math.Max(_version, steering.Version) : _version;
        _version = Math.Max(last + 1, NowMs);
        Tell(new Steering(Id, _version, wish, told.UntilMs, powerKw)).Ignore();
    }

    /// <summary>
    /// Whether an observation only tells that what the last turn wished is being carried out: it foresaw that. A wish that a later turn has overtaken,
    /// which may have found nothing to tell, is looked at.
    /// </summary>
    private bool IsForeseen(Device vehicle) => _toldBy == _decided
        && vehicle.Steering is { } steering && (steering.Wish, steering.PowerKw) == (_told.Wish, _told.PowerKw)
        && PolicyVehicle.IsObeying(_vehicle, vehicle, Id);

    /// <summary>Tells the vehicle a wish, and looks again soon where that fails.</summary>
    private async Task Tell(Steering wish)
    {
        var told = _told;
        try
        {
            await GrainFactory.GetGrain<IAssetGrain>(GrainKeys.Of(Client, State.VehicleId)).Steer(wish);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (_told != told)
                return;
            _told = default;
            if (Exists && !_isLeaving)
                ArmEarlier(NowMs + RetryMs);
        }
    }

    private void ArmEarlier(long edgeMs)
    {
        if (edgeMs < _edgeMs)
            Arm(edgeMs);
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
        Recall(Math.Min(_edgeMs, NowMs) - 1);
        _edgeMs = long.MaxValue - 1;
        return Look(0);
    }
}
