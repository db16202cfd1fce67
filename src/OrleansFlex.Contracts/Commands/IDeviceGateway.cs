namespace OrleansFlex.Contracts.Commands;

/// <summary>Passes commands on to the devices of a vendor.</summary>
public interface IDeviceGateway
{
    /// <summary>
    /// Hands a command over. Never throws for what can go wrong on the way, and never waits for the device: how it went comes back as
    /// telemetry. The same command may be handed over more than once.
    /// </summary>
    Task<GatewayAnswer> SendAsync(DeviceCommand command, CancellationToken cancellation);
}

/// <summary>The gateways of all tenants, by vendor.</summary>
public interface IDeviceGateways
{
    /// <summary>The gateway of a vendor's devices, or null where they can only be read.</summary>
    ValueTask<IDeviceGateway?> FindAsync(string client, string vendor, CancellationToken cancellation);
}
