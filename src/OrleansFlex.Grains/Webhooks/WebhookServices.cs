using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Webhooks;

namespace OrleansFlex.Grains.Webhooks;

/// <summary>What webhooks need of the silo.</summary>
/// <param name="Log">The events.</param>
/// <param name="Signal">Tells of new ones.</param>
/// <param name="Sender">Carries deliveries.</param>
/// <param name="Clock">The domain clock, which dates what is sent.</param>
/// <param name="Real">Real time, on which retries and time-outs run.</param>
public sealed record WebhookServices(IEventLog Log, IEventSignal Signal, IWebhookSender Sender, TimeProvider Clock, TimeProvider Real);
