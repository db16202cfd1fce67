using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Commands;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Assets;

public sealed partial class AssetGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<VendorAction>> RequestAction(RequestAction request)
    {
        if (State.Device is not { } device || device.Type != request.Type)
            return Unknown;
        if (ActionChecks.Of(State, request, await FeedsVehicleUnderPolicy(request.Kind)) is { } refusal)
            return refusal;
        // The same wish, while it is pending, is one action; a charger starts over.
        if (device.Type == AssetType.Vehicle && State.Action is { } pending && pending.Kind == request.Kind && pending.Argument == request.Argument)
            return pending;

        var nowMs = NowMs;
        var action = new VendorAction
        {
            Id = request.Id,
            UserId = device.UserId,
            TargetId = Id,
            TargetType = device.Type,
            Kind = request.Kind,
            Argument = request.Argument,
            CreatedAtMs = nowMs,
            UpdatedAtMs = nowMs,
            State = ActionState.Pending,
        };
        var hasGateway = await services.Commands.HasGatewayAsync(Client, device.Vendor);
        if (!hasGateway)
            action = AssetIntents.End(action, ActionState.Failed, new(CommandFailure.FailedPrecondition, $"Devices of the vendor {device.Vendor} can only be read."), nowMs);
        // Filed first, so that it can be found by its id as soon as anybody knows that.
        await File(action);
        if (!hasGateway)
            return action;

        var before = State;
        var change = IntentRules.Wish(
            State.Intent, new IntentWish(request.Kind, request.Argument, false, nowMs + Times(device).Window(request.Kind)), AssetIntents.Sight(device), action.Id, Times(device), nowMs);
        var state = AssetIntents.Superseded(State, "Another action took its place.", nowMs) with { Action = action };
        await store.AdoptAsync(Telling(before, AssetIntents.After(state, change, nowMs)));
        await Carry(before.Intent, change);
        return action;
    }

    /// <summary>Whether a charger would be told how to charge a vehicle that a policy drives. Asked with each action only, of the policies at the site.</summary>
    private async Task<bool> FeedsVehicleUnderPolicy(CommandKind kind)
    {
        if (State is not { Device.Type: AssetType.Charger, HomeId: { } home } || kind is not (CommandKind.Start or CommandKind.Stop or CommandKind.MaxCurrent))
            return false;
        var policies = await GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, home)).GetPolicies();
        var plugged = await Task.WhenAll(policies.Select(id => GrainFactory.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(Client, id)).IsPluggedInto(Id)));
        return plugged.Contains(true);
    }

    /// <inheritdoc/>
    public Task<VendorAction?> GetAction(Guid actionId) =>
        Task.FromResult(State.Action?.Id == actionId ? State.Action : State.Ended.FirstOrDefault(action => action.Id == actionId));

    /// <inheritdoc/>
    public async Task<Outcome<VendorAction>> CancelAction(Guid actionId)
    {
        if (State.Action is not { } action || action.Id != actionId)
            return new Refusal("action.ended", $"Action {actionId} is no longer pending.");
        var ended = AssetIntents.End(action, ActionState.Cancelled, new(CommandFailure.RequestedCancellation, "The action was cancelled on request."), NowMs);
        await store.AdoptAsync(Telling(State, AssetIntents.Ended(State with { Intent = null }, ended)));
        Arm();
        await FileEnded();
        return ended;
    }

    /// <summary>Leaves actions that have ended where they are found by their ids.</summary>
    private async Task FileEnded()
    {
        if (State.Ended.IsEmpty)
            return;
        foreach (var action in State.Ended)
            await File(action);
        await store.AdoptAsync(State with { Ended = [] });
    }

    private Task File(VendorAction action) => GrainFactory.GetGrain<IActionGrain>(GrainKeys.Of(Client, action.Id)).Put(action);

    /// <summary>The state with events of the actions that have ended since, where anybody listens.</summary>
    private AssetState Telling(AssetState before, AssetState after)
    {
        if (after.Ended.Length == before.Ended.Length || services.Interest?.IsListening(Client) != true)
            return after;
        foreach (var action in after.Ended.Skip(before.Ended.Length))
            after = after.Telling(ActionJson.Event(Client, NextId(), action, NowMs));
        return after;
    }
}
