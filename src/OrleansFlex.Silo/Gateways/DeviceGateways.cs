using OrleansFlex.Contracts.Commands;
using OrleansFlex.Silo.Sandbox;

namespace OrleansFlex.Silo.Gateways;

/// <summary>Finds the gateway by vendor: simulated devices, a gateway that the tenant has registered, or none.</summary>
internal sealed class DeviceGateways(GatewayRegistry registry, HttpGatewayClient client, SandboxFleet? fleet = null) : IDeviceGateways
{
    private readonly SandboxGateway? _sandbox = fleet is null ? null : new SandboxGateway(fleet);

    public async ValueTask<IDeviceGateway?> FindAsync(string tenant, string vendor, CancellationToken cancellation)
    {
        if (vendor == SandboxSettlement.Vendor)
            return _sandbox;
        return await registry.FindAsync(tenant, vendor, cancellation) is { } registered ? new HttpGateway(registered, client) : null;
    }
}
