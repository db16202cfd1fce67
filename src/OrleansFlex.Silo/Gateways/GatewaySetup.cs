using System.Collections.Frozen;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Commands;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Sandbox;
using OrleansFlex.Silo.Webhooks;

namespace OrleansFlex.Silo.Gateways;

/// <summary>What carries commands out of the silo.</summary>
internal static class GatewaySetup
{
    public static IServiceCollection AddGateways(this IServiceCollection services, SiloOptions options) => services
        .AddSingleton(Times(options))
        .AddSingleton(new OutboundAddressGuard(options.Webhooks.AllowPrivate))
        .AddSingleton<GatewayRegistry>()
        .AddSingleton<HttpGatewayClient>()
        .AddSingleton<IDeviceGateways, DeviceGateways>()
        .AddSingleton<CommandDispatcher>()
        .AddSingleton<ICommandDispatcher>(provider => provider.GetRequiredService<CommandDispatcher>())
        .AddSingleton<IQuiescence>(provider => provider.GetRequiredService<CommandDispatcher>());

    private static CommandSettings Times(SiloOptions all)
    {
        var options = all.Commands;
        var byVendor = new Dictionary<string, CommandTimes>(StringComparer.Ordinal)
        {
            [SandboxSettlement.Vendor] = new(Ms(options.SandboxMinutes), Ms(options.SandboxMinutes), Ms(options.SandboxMinutes)),
        };
        foreach (var vendor in all.Vendors)
            byVendor[vendor.Vendor] = new CommandTimes(Ms(vendor.StartMinutes), Ms(vendor.StopMinutes), Ms(options.OtherMinutes));
        return new CommandSettings(
            new CommandTimes(Ms(options.StartMinutes), Ms(options.StopMinutes), Ms(options.OtherMinutes)), byVendor.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static long Ms(double minutes) => (long)(minutes * 60_000);
}
