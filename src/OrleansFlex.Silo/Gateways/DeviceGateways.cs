using OrleansFlex.Contracts.Commands;
using OrleansFlex.Silo.Sandbox;

namespace OrleansFlex.Silo.Gateways;

/// <summary>Finds the gateway by vendor: simulated devices, a gateway that the tenant has registered, or none.</summary>
internal sealed class DeviceGateways(GatewayRegistry registry, HttpGatewayClient client, SandboxFleet? fleet = null) : IDeviceGateways
{
    private readonly SandboxGateway? _sandbox = fleet is null ? null : new SandboxGateway(fleet);

    public ValueTask<IDeviceGateway?> FindAsync(string tenant, string vendor, CancellationToken cancellation)
    {
        if (vendor == SandboxSettlement.Vendor)
            return new(_sandbox);
        var found = registry.FindAsync(tenant, vendor, cancellation);
        return found.IsCompletedSuccessfully ? new(Through(found.Result)) : Read(found);

        async ValueTask<IDeviceGateway?> Read(ValueTask<RegisteredGateway?> found) => Through(await found);
    }

    private HttpGateway? Through(RegisteredGateway? registered) => registered is null ? null : new HttpGateway(registered, client);
}
