using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Assets;

public sealed partial class AssetGrain
{
    /// <inheritdoc/>
    public async Task Steer(Steering steering)
    {
        if (State.Device is not { } device || !Counts(device.Steering, steering))
            return;
        var nowMs = NowMs;
        var before = State;
        var isDriven = device.IsControllable && await services.Commands.HasGatewayAsync(Client, device.Vendor);
        var last = device.Steering is { } held && held.PolicyId == steering.PolicyId && held.Wish == steering.Wish ? held : null;
        var same = last?.PowerKw == steering.PowerKw ? last : null;
        var state = State with
        {
            Device = device with
            {
                Steering = new SteeringState(
                    steering.PolicyId, steering.Version, steering.Wish, same?.Progress ?? SteeringProgress.Settled, same?.Attempts ?? 0, same?.ChangedAtMs ?? nowMs, !isDriven, steering.PowerKw),
            },
        };
        IntentChange change;
        if (steering.Wish == SteeringWish.HandsOff || !isDriven)
        {
            // What a caller has asked for goes on.
            change = new(State.Intent is { IsSteering: false } asked ? asked : null, Outcome: State.Intent is { IsSteering: true } ? IntentOutcome.Fulfilled : IntentOutcome.None);
        }
        else
        {
            var kind = steering.Wish == SteeringWish.Charge ? CommandKind.Start : CommandKind.Stop;
            var argument = steering.PowerKw is { } powerKw ? new CommandArgument { PowerKw = powerKw } : null;
            var isChange = kind == CommandKind.Start && last?.PowerKw != steering.PowerKw;
            change = IntentRules.Wish(
                State.Intent, new IntentWish(kind, argument, true, steering.UntilMs, isChange), AssetIntents.Sight(device), NextId(), Times(device), nowMs);
            state = AssetIntents.Superseded(state, "A charging policy has taken over the device.", nowMs);
        }

        await store.AdoptAsync(Telling(before, AssetIntents.After(state, change, nowMs)));
        await Carry(before.Intent, change);
        if (IsTold(before.Device!.Steering, State.Device!.Steering))
            await TellPolicies();
    }

    /// <summary>A policy counts its wishes; one that has nothing to say does not end what another policy, elsewhere, wishes.</summary>
    private static bool Counts(SteeringState? held, Steering steering) => held is null
        || (held.PolicyId == steering.PolicyId ? held.Version < steering.Version : steering.Wish != SteeringWish.HandsOff);

    private static bool IsTold(SteeringState? before, SteeringState? after) =>
        (before?.Progress ?? SteeringProgress.Settled, before?.IsReadOnly ?? false) != (after?.Progress ?? SteeringProgress.Settled, after?.IsReadOnly ?? false);

    private async Task TellPolicies()
    {
        var device = State.Device!;
        foreach (var attachment in State.Policies)
            await GrainFactory.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(Client, attachment.PolicyId)).VehicleObserved(device, device);
    }

    /// <summary>Tells the zone in which the vehicle charges how a command went, so that its status follows.</summary>
    private async Task TellZone(Intent attempt, bool isConfirmed)
    {
        if (State.Device?.Steering is not { } steering || State.Policies.FirstOrDefault(known => known.PolicyId == steering.PolicyId) is not { } attachment)
            return;
        var zone = attachment.LocationId == State.HomeId
            ? State.Zone
            : (await GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, attachment.LocationId)).GetSettings())?.Zone;
        if (zone is not null)
        {
            await GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, zone, attachment.LocationId))
                .ControlSettled(attachment.LocationId, attempt.SentAtMs, isConfirmed);
        }
    }
}
