using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Grains.Webhooks;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>Webhooks and what they need.</summary>
internal static class WebhookSetup
{
    /// <summary>Goes after the grains, which are woken here.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<SecretSeal>()
        .AddSingleton<IWebhookSender, WebhookSender>()
        .AddSingleton(provider => new WebhookServices(
            provider.GetRequiredService<IEventLog>(),
            provider.GetRequiredService<IEventSignal>(),
            provider.GetRequiredService<IWebhookSender>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<RealTime>().Provider))
        .AddHostedService<WebhookWaker>();
}
