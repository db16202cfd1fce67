using Microsoft.Extensions.Logging;

namespace OrleansFlex.Grains.Webhooks;

public sealed partial class WebhookGrain
{
    [LoggerMessage(2400, LogLevel.Warning, "Webhook {Id} failed for a day, at last with '{Error}'; it is given up and its queue dropped")]
    private partial void LogGivenUp(Guid id, string error);

    [LoggerMessage(2401, LogLevel.Warning, "Webhook {Id} could not go on; it tries again in a moment")]
    private partial void LogFault(Exception exception, Guid id);
}
