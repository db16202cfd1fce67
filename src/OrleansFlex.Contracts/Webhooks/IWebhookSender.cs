using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Webhooks;

/// <summary>Carries deliveries to subscribers: signs, sends, waits for an answer, but not for long.</summary>
public interface IWebhookSender
{
    /// <summary>Makes one attempt. Whatever the other side does is an outcome; only <paramref name="cancellation"/> makes it throw.</summary>
    /// <param name="target">Where and how.</param>
    /// <param name="id">The delivery's identity.</param>
    /// <param name="body">A JSON array of events.</param>
    /// <param name="cancellation">Ends the attempt without an outcome.</param>
    Task<DeliveryOutcome> SendAsync(WebhookTarget target, Guid id, ReadOnlyMemory<byte> body, CancellationToken cancellation);
}

/// <summary>How an attempt ended.</summary>
public sealed record DeliveryOutcome
{
    /// <summary>The subscriber's status; null where it did not answer.</summary>
    public int? Status { get; init; }

    /// <summary>What went wrong, for the tenant; null where the status is of the 2xx kind.</summary>
    public string? Error { get; init; }

    /// <summary>How long it took, milliseconds of real time.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The beginning of the answer's body as text.</summary>
    public string Body { get; init; } = "";

    /// <summary>The answer's headers, <c>name: value</c>.</summary>
    public ImmutableArray<string> Headers { get; init; } = [];

    /// <summary>The subscriber has taken it.</summary>
    public bool IsSuccess => Error is null;
}
