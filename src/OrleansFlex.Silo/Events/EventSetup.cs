using OrleansFlex.Contracts.Events;

namespace OrleansFlex.Silo.Events;

/// <summary>The tenants' events: who listens, who is told, how long they are kept.</summary>
internal static class EventSetup
{
    /// <summary>Goes before the grains, so that who listens is known before anything happens.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventInterest>()
        .AddSingleton<IEventAudience>(provider => provider.GetRequiredService<EventInterest>())
        .AddSingleton<IEventInterest>(provider => provider.GetRequiredService<EventInterest>())
        .AddHostedService(provider => provider.GetRequiredService<EventInterest>())
        .AddSingleton<EventSignal>()
        .AddSingleton<IEventSignal>(provider => provider.GetRequiredService<EventSignal>())
        .AddHostedService(provider => provider.GetRequiredService<EventSignal>())
        .AddSingleton<EventRetention>()
        .AddHostedService(provider => provider.GetRequiredService<EventRetention>())
        .AddSingleton<LiveViews>();
}
