using OrleansFlex.Contracts.Commands;

namespace OrleansFlex.Silo.Gateways;

/// <summary>Commands as signed requests to the address that a tenant has registered for a vendor.</summary>
internal sealed class HttpGateway(RegisteredGateway gateway, HttpGatewayClient client) : IDeviceGateway
{
    public Task<GatewayAnswer> SendAsync(DeviceCommand command, CancellationToken cancellation) => client.PostAsync(gateway, command, cancellation);
}
