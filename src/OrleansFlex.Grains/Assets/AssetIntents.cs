using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Grains.Assets;

/// <summary>What a change of an intent means for the device, its policy's wish and a caller's action: pure functions of the stored state.</summary>
internal static class AssetIntents
{
    /// <summary>The device as far as commands are concerned.</summary>
    public static DeviceSight Sight(Device device) =>
        new(device.Reading?.AtMs ?? 0, device.Reading?.IsReachable != false, device.Reading?.IsCharging, device.Reading?.ChargeRateKw);

    /// <summary>The state with what became of its intent. The action that ended with it, if any, is among those that have ended.</summary>
    public static AssetState After(AssetState state, IntentChange change, long nowMs)
    {
        var running = state.Intent;
        if (ReferenceEquals(running, change.Next) && change.Outcome == IntentOutcome.None)
            return state;
        var device = state.Device!;
        if (device.Steering is { } steering && (change.Next ?? running) is null or { IsSteering: true })
            device = device with { Steering = Progressed(steering!, change, nowMs) };
        if (change.Outcome == IntentOutcome.Confirmed && running is not null)
            device = device with { Settings = DeviceSettings.After(device.Settings, running.Kind, running.Argument) };
        var next = state with { Intent = change.Next, Device = device };
        return next.Action is { } action && change.Next?.CommandId != action.Id
            ? Ended(next, End(action, change.Outcome is IntentOutcome.Confirmed or IntentOutcome.Fulfilled ? ActionState.Confirmed : ActionState.Failed, change.Failure, nowMs))
            : next;
    }

    /// <summary>The state after something else took the place of the pending action. Its intent stays, so that what follows knows of it.</summary>
    public static AssetState Superseded(AssetState state, string by, long nowMs) => state.Action is { } action
        ? Ended(state, End(action, ActionState.Cancelled, new(CommandFailure.Conflict, by), nowMs))
        : state;

    /// <summary>The state once a policy has let go of the device, with what it wished.</summary>
    public static AssetState Released(AssetState state, Guid policyId)
    {
        var next = state with { Policies = state.Policies.RemoveAll(known => known.PolicyId == policyId) };
        return next.Device is { Steering: { } steering } device && steering.PolicyId == policyId
            ? next with { Device = device with { Steering = null }, Intent = next.Intent is { IsSteering: true } ? null : next.Intent }
            : next;
    }

    /// <summary>The action as it ends.</summary>
    public static VendorAction End(VendorAction action, ActionState state, CommandFailure? failure, long nowMs) => action with
    {
        State = state,
        UpdatedAtMs = nowMs,
        CompletedAtMs = nowMs,
        FailureType = failure?.Type,
        FailureDetail = failure?.Detail,
    };

    /// <summary>The state with an action that has ended.</summary>
    public static AssetState Ended(AssetState state, VendorAction action) => state with { Action = null, Ended = state.Ended.Add(action) };

    private static SteeringState Progressed(SteeringState steering, IntentChange change, long nowMs)
    {
        var progress = change switch
        {
            { Next.HasFailed: true } => SteeringProgress.Failed,
            { Next: not null } => SteeringProgress.Pending,
            { Outcome: IntentOutcome.Failed or IntentOutcome.Lapsed } => SteeringProgress.Failed,
            _ => SteeringProgress.Settled,
        };
        return steering with
        {
            Progress = progress,
            Attempts = change.Next?.Attempts ?? steering.Attempts,
            ChangedAtMs = progress == steering.Progress ? steering.ChangedAtMs : nowMs,
        };
    }
}
