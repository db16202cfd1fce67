using OrleansFlex.Contracts.Commands;
using OrleansFlex.Silo.Sandbox;

namespace OrleansFlex.Silo.Gateways;

/// <summary>Commands to simulated devices, which obey a little later and report.</summary>
internal sealed class SandboxGateway(SandboxFleet fleet) : IDeviceGateway
{
    public Task<GatewayAnswer> SendAsync(DeviceCommand command, CancellationToken cancellation) => Task.FromResult(fleet.Receive(command));
}
