using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Gateways;

/// <summary>Hands commands to gateways outside the turns of grains. A held clock waits until all of them are handed over.</summary>
internal sealed partial class CommandDispatcher(IDeviceGateways gateways, IGrainFactory grains, ILogger<CommandDispatcher> logger)
    : ICommandDispatcher, IQuiescence
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _quiet;
    private int _underWay;

    /// <inheritdoc/>
    public ValueTask<bool> HasGatewayAsync(string client, string vendor)
    {
        // Every turn of a policy asks, and the answer is nearly always at hand.
        var found = gateways.FindAsync(client, vendor, CancellationToken.None);
        return found.IsCompletedSuccessfully ? new(found.Result is not null) : Read(found);

        static async ValueTask<bool> Read(ValueTask<IDeviceGateway?> found) => await found is not null;
    }

    /// <inheritdoc/>
    public void Send(DeviceCommand command)
    {
        lock (_gate)
            _underWay++;
        // The grain's call context must not follow: what comes back is a call of its own.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => DeliverAsync(command));
    }

    /// <inheritdoc/>
    public Task WhenQuietAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _underWay == 0
                ? Task.CompletedTask
                : (_quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellation);
        }
    }

    private async Task DeliverAsync(DeviceCommand command)
    {
        try
        {
            var answer = await AnswerAsync(command);
            if (answer.Verdict != GatewayVerdict.Accepted)
                await grains.GetGrain<IAssetGrain>(GrainKeys.Of(command.Client, command.DeviceId)).CommandAnswered(command.Id, answer);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The grain sends it again, or counts it as failed, when the time for it has come.
            LogFailed(command.Id, failure);
        }
        finally
        {
            Done();
        }
    }

    private async Task<GatewayAnswer> AnswerAsync(DeviceCommand command) =>
        await gateways.FindAsync(command.Client, command.Vendor, CancellationToken.None) is { } gateway
            ? await gateway.SendAsync(command, CancellationToken.None)
            : new GatewayAnswer(GatewayVerdict.Refused, $"Devices of the vendor {command.Vendor} can only be read.");

    private void Done()
    {
        lock (_gate)
        {
            if (--_underWay > 0)
                return;
            _quiet?.SetResult();
            _quiet = null;
        }
    }

    [LoggerMessage(3201, LogLevel.Error, "Command {CommandId} could not be handed to its gateway.")]
    private partial void LogFailed(Guid commandId, Exception failure);
}
