using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OrleansFlex.Contracts.Webhooks;

namespace OrleansFlex.Grains.Tests.Webhooks;

/// <summary>Takes deliveries instead of a subscriber, and answers as the test says.</summary>
internal sealed class ScriptedSender : IWebhookSender
{
    private readonly Lock _lock = new();
    private readonly Milestones _begun = new();
    private readonly Milestones _answered = new();
    private readonly List<Sent> _sent = [];

    /// <summary>What an attempt gets, by its number from 1; it is taken where not set.</summary>
    public Func<Sent, Task<int>> Answer { get; set; } = _ => Task.FromResult(200);

    public IReadOnlyList<Sent> All
    {
        get
        {
            lock (_lock)
                return [.. _sent];
        }
    }

    /// <summary>The events of all attempts that succeeded, in order.</summary>
    public ConcurrentQueue<JsonNode> Taken { get; } = new();

    /// <summary>Completes when so many attempts have begun.</summary>
    public Task WhenBegunAsync(int count) => _begun.WhenAsync(count);

    /// <summary>Completes when so many attempts have been answered.</summary>
    public Task WhenSentAsync(int count) => _answered.WhenAsync(count);

    public async Task<DeliveryOutcome> SendAsync(WebhookTarget target, Guid id, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        Sent sent;
        lock (_lock)
        {
            sent = new Sent(_sent.Count + 1, target, id, [.. JsonNode.Parse(body.Span)!.AsArray().Select(each => each!)]);
            _sent.Add(sent);
        }

        _begun.Next();
        var status = await Answer(sent).WaitAsync(cancellation);
        if (status == 200)
        {
            foreach (var each in sent.Events)
                Taken.Enqueue(each);
        }

        _answered.Next();
        return new DeliveryOutcome { Status = status, Error = status == 200 ? null : $"The answer was {status}.", DurationMs = 1 };
    }

    internal sealed record Sent(int Number, WebhookTarget Target, Guid Id, IReadOnlyList<JsonNode> Events)
    {
        public IReadOnlyList<Guid> EventIds => [.. Events.Select(each => (Guid)each["id"]!)];
    }
}
