namespace OrleansFlex.Contracts.Events;

/// <summary>Tells those who follow a tenant's events that there are new ones.</summary>
public interface IEventSignal
{
    /// <summary>
    /// Completes when events may have been added. Ask before reading the log, and await the answer where nothing was found, so that no
    /// event is missed in between.
    /// </summary>
    Task Next(string client);

    /// <summary>A tenant has new events.</summary>
    void Raise(string client);
}

/// <summary>Where those who begin or cease to listen to a tenant's events are made known.</summary>
public interface IEventAudience : IEventInterest
{
    /// <summary>Who listens to a tenant has changed; what is told here is durable already.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="hasWebhooks">It has a webhook.</param>
    /// <param name="liveUntilMs">Real time until which events are made for live views, Unix milliseconds.</param>
    void Changed(string client, bool hasWebhooks, long liveUntilMs);
}
