namespace OrleansFlex.Contracts.Commands;

/// <summary>Where grains hand commands over. A grain does not wait for a gateway: it must be free for telemetry that comes in meanwhile.</summary>
public interface ICommandDispatcher
{
    /// <summary>True where devices of the vendor have a gateway; others can only be read.</summary>
    ValueTask<bool> HasGatewayAsync(string client, string vendor);

    /// <summary>Sends a command. Where the gateway does not take it, the device's grain is told (<see cref="Assets.IAssetGrain.CommandAnswered"/>).</summary>
    void Send(DeviceCommand command);
}
