using System.Text.Json;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.Assets;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.Flexibility;
using OrleansFlex.Grains.Pricing;
using OrleansFlex.Grains.Solar;
using OrleansFlex.Grains.State;
using OrleansFlex.Grains.Tariffs;
using OrleansFlex.Silo.Actions;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Events;
using OrleansFlex.Silo.Flexibility;
using OrleansFlex.Silo.Gateways;
using OrleansFlex.Silo.Links;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Sandbox;
using OrleansFlex.Silo.Simulations;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Silo.Webhooks;

namespace OrleansFlex.Silo.Hosting;

/// <summary>The grains and what they need, on whichever engine the build has chosen.</summary>
internal static class GridSetup
{
    /// <summary>The name under which grains find their storage.</summary>
    public const string Store = "grid";

    /// <summary>How often idle grains are looked for: half of the shortest time that any may stay idle.</summary>
    public static readonly TimeSpan CollectionQuantum = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddGrid(this IServiceCollection services, SiloOptions options)
    {
        services
            .AddSingleton<JsonSerializerOptions>(_ => new JsonSerializerOptions(GrainStateJson.Default.Options))
            .AddSingleton<GridStateStorage>()
            .AddSingleton<IGridCatalog, GridCatalog>()
            .AddSingleton<IEventLog, GridEventLog>()
            .AddSingleton<ISessionLog, GridSessionLog>()
            .AddSingleton(Charging(options.Charging))
            .AddSingleton(Shape(options))
            .AddSingleton<PriceCurves>()
            .AddSingleton(new SolarSettings { BaseLoadKw = options.Solar.BaseLoadKw })
            .AddSingleton<AreaClouds>()
            .AddSingleton<SolarForecasts>()
            .AddSingleton<TariffCurves>()
            .AddSingleton<EffectivePrices>()
            .AddSingleton<RecentCurves>()
            .AddSingleton<PolicyServices>()
            .AddSingleton<AssetServices>()
            .AddGateways(options)
            .AddEvents()
            .AddSingleton<LinkedHouseholds>()
            .AddEngine(options);
        // Before what wakes grains, whose commands must find the simulated devices.
        if (options.Sandbox.Enabled)
        {
            services
                .AddSingleton<SandboxStore>()
                .AddSingleton<SandboxFleet>()
                .AddSingleton<IQuiescence>(provider => provider.GetRequiredService<SandboxFleet>())
                .AddSingleton<IAdvanceListener>(provider => provider.GetRequiredService<SandboxFleet>())
                .AddHostedService(provider => provider.GetRequiredService<SandboxFleet>());
        }

        return services.AddWebhooks().AddSimulations().AddHostedService<ZoneWaker>().AddHostedService<CommandWaker>().AddHostedService<ActionPurge>();
    }

    private static Domain.Charging.ChargingOptions Charging(ChargingOptions options) => new()
    {
        StartCost = options.StartCost,
        MinimumBlockMinutes = options.MinimumBlockMinutes,
        MarginMinutes = options.MarginMinutes,
    };

    private static ShapeSettings Shape(SiloOptions options) => new()
    {
        Window = new Domain.Flexibility.ShapeOptions(15, options.Shape.HorizonHours * 4),
        // A held clock answers when all work is done, so changes must not wait for real time.
        FlushMilliseconds = options.Sandbox is { Enabled: true, Clock.IsHeld: true } ? 0 : 200,
        Confidence = new ConfidenceOptions(options.Shape.MarginPercent / 100, options.Shape.MarginKwPer100Assets * 10),
        Status = new FlexStatusOptions
        {
            StableMovement = options.Status.StableChangePercent / 100,
            SolventShortfall = options.Status.SolventChangePercent / 100,
            ControlSuccess = options.Status.NominalConfirmedPercent / 100,
        },
    };
}
