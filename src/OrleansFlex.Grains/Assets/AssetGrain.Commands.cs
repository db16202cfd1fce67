using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Commands;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Assets;

/// <content>
/// The carrying out of intents. A pending intent marks the device's row in the catalog, which is written with the state anyway, and after a
/// restart the silo wakes what is marked. A reminder would do the same for two writes more with every start and stop.
/// </content>
public sealed partial class AssetGrain
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestLook = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestStay = TimeSpan.FromHours(1);

    // Armed exactly while this activation follows an intent.
    private IGrainTimer? _look;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (State.Intent is not null || !State.Ended.IsEmpty)
            this.AsReference<IAssetGrain>().Resume().Ignore();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Resume()
    {
        if (State.Device is not { } device || _look is not null)
            return;
        var change = IntentRules.Resume(State.Intent, AssetIntents.Sight(device), NextId(), Times(device), NowMs);
        await Follow(change);
        await FileEnded();
    }

    /// <inheritdoc/>
    public Task CommandAnswered(Guid commandId, GatewayAnswer answer) => answer.Verdict == GatewayVerdict.Accepted || State.Device is null
        ? Task.CompletedTask
        : Follow(IntentRules.NotDelivered(
            State.Intent, commandId, answer.Verdict == GatewayVerdict.Refused ? answer.Detail ?? "The gateway refused the command." : null, NowMs));

    private async Task Look(CancellationToken cancellation)
    {
        if (State.Device is not { } device)
            return;
        try
        {
            await Follow(IntentRules.Due(State.Intent, AssetIntents.Sight(device), NextId(), Times(device), NowMs));
        }
        catch
        {
            // Otherwise nobody would look again.
            _look?.Change(Retry, Timeout.InfiniteTimeSpan);
            throw;
        }
    }

    /// <summary>What an observation makes of the intent.</summary>
    private IntentChange Observed(Device device, Observation observation)
    {
        if (State.Intent is null)
            return default;
        var report = observation is { CommandId: { } commandId, CommandStatus: { } word } ? CommandReport.Of(commandId, word) : null;
        return IntentRules.Observed(State.Intent, AssetIntents.Sight(device), report, NextId(), Times(device), NowMs);
    }

    /// <summary>Stores a change, then does what it asks for.</summary>
    private async Task Follow(IntentChange change)
    {
        var before = State;
        var next = Settle(before, change);
        if (!ReferenceEquals(next, before))
            await store.AdoptAsync(next);
        await Carry(before.Intent, change);
        if (IsTold(before.Device?.Steering, State.Device?.Steering))
            await TellPolicies();
    }

    private AssetState Settle(AssetState state, IntentChange change) => Telling(state, AssetIntents.After(state, change, NowMs));

    /// <summary>After the write: what is stored is sent, timed and told.</summary>
    private async Task Carry(Intent? running, IntentChange change)
    {
        Arm();
        if (change.Sends)
            services.Commands.Send(ToCommand(State.Device!, change.Next!));
        if (running is { IsSteering: true } && change.Outcome is IntentOutcome.Confirmed or IntentOutcome.Failed)
            await TellZone(running, change.Outcome == IntentOutcome.Confirmed);
        await FileEnded();
    }

    private void Arm()
    {
        if (State.Intent is not { } intent)
        {
            _look?.Dispose();
            _look = null;
            return;
        }

        var due = TimeSpan.FromMilliseconds(Math.Clamp(intent.DueMs - NowMs, 0, (long)LongestLook.TotalMilliseconds));
        if (_look is { } look)
            look.Change(due, Timeout.InfiniteTimeSpan);
        else
            _look = this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        // A device that is out of reach is waited for by whoever reports it, not in memory.
        if (due <= LongestStay)
            DelayDeactivation(due + TimeSpan.FromMinutes(1));
    }

    private DeviceCommand ToCommand(Device device, Intent intent) => new(
        intent.CommandId, Client, Id, device.Vendor, intent.Kind, intent.Argument, intent.SentAtMs, Math.Min(intent.WindowEndMs, intent.UntilMs));

    private CommandTimes Times(Device device) => services.Times.For(device.Vendor);

    private Guid NextId() => Guid.CreateVersion7(services.Clock.GetUtcNow());
}
