using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Webhooks;

/// <summary>One attempt to deliver a batch of events.</summary>
[GenerateSerializer, Immutable, Alias("webhook-delivery")]
public sealed record WebhookDelivery
{
    /// <summary>Counts a webhook's attempts.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>The identity of the batch, the same for all attempts: <c>x-enode-delivery</c>.</summary>
    [Id(1)] public required Guid Id { get; init; }

    /// <summary>When it was made, Unix milliseconds of real time.</summary>
    [Id(2)] public required long AtMs { get; init; }

    /// <summary>1 for the first attempt.</summary>
    [Id(3)] public required int Attempt { get; init; }

    /// <summary>The ids of the events in it.</summary>
    [Id(4)] public required ImmutableArray<Guid> Events { get; init; }

    /// <summary>The status that the subscriber answered with; null where it did not answer.</summary>
    [Id(5)] public int? Status { get; init; }

    /// <summary>How long it took, milliseconds.</summary>
    [Id(6)] public required long DurationMs { get; init; }

    /// <summary>What went wrong; null where it succeeded.</summary>
    [Id(7)] public string? Error { get; init; }
}
