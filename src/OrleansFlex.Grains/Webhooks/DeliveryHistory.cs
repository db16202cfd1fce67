using System.Collections.Immutable;
using OrleansFlex.Contracts.Webhooks;

namespace OrleansFlex.Grains.Webhooks;

/// <summary>What is stored of a webhook's last deliveries. It is for people who look for a fault: a crash may lose the last seconds of it.</summary>
public sealed record DeliveryHistoryState
{
    /// <summary>The deliveries, oldest first.</summary>
    public ImmutableArray<DeliveryRecord> Deliveries { get; init; } = [];
}

/// <summary>A delivery as it is stored.</summary>
public sealed record DeliveryRecord
{
    public long Number { get; init; }
    public Guid Id { get; init; }
    public long AtMs { get; init; }
    public int Attempt { get; init; }

    /// <summary>Ids of the events, 16 bytes each.</summary>
    public byte[] Events { get; init; } = [];
    public int? Status { get; init; }
    public long DurationMs { get; init; }
    public string? Error { get; init; }

    public static DeliveryRecord Of(WebhookDelivery delivery)
    {
        var ids = new byte[16 * delivery.Events.Length];
        for (var i = 0; i < delivery.Events.Length; i++)
            delivery.Events[i].TryWriteBytes(ids.AsSpan(16 * i));
        return new DeliveryRecord
        {
            Number = delivery.Number,
            Id = delivery.Id,
            AtMs = delivery.AtMs,
            Attempt = delivery.Attempt,
            Events = ids,
            Status = delivery.Status,
            DurationMs = delivery.DurationMs,
            Error = delivery.Error,
        };
    }

    public WebhookDelivery ToDelivery() => new()
    {
        Number = Number,
        Id = Id,
        AtMs = AtMs,
        Attempt = Attempt,
        Events = [.. Enumerable.Range(0, Events.Length / 16).Select(i => new Guid(Events.AsSpan(16 * i, 16)))],
        Status = Status,
        DurationMs = DurationMs,
        Error = Error,
    };
}

/// <summary>A webhook's last deliveries, written now and then.</summary>
internal sealed class DeliveryHistory
{
    /// <summary>How many are remembered.</summary>
    public const int Length = 200;

    /// <summary>How long what is new waits at most before it is written, milliseconds of real time.</summary>
    public const long WrittenEveryMs = 10_000;

    private readonly Queue<WebhookDelivery> _deliveries = new();
    private long _number;
    private bool _isUrgent;

    /// <summary>When what is new is to be written; null where nothing is.</summary>
    public long? DueMs { get; private set; }

    /// <summary>The deliveries, newest first.</summary>
    public ImmutableArray<WebhookDelivery> Newest => [.. _deliveries.Reverse()];

    public void Load(DeliveryHistoryState stored)
    {
        foreach (var record in stored.Deliveries)
            _deliveries.Enqueue(record.ToDelivery());
        _number = stored.Deliveries is [.., var last] ? last.Number : 0;
    }

    public DeliveryHistoryState ToState() => new() { Deliveries = [.. _deliveries.Select(DeliveryRecord.Of)] };

    /// <summary>Remembers a delivery; one that failed is written at once.</summary>
    public void Add(WebhookDelivery delivery, long nowMs)
    {
        _deliveries.Enqueue(delivery with { Number = ++_number });
        if (_deliveries.Count > Length)
            _deliveries.Dequeue();
        _isUrgent |= delivery.Error is not null;
        DueMs = _isUrgent ? nowMs : DueMs ?? nowMs + WrittenEveryMs;
    }

    public void Written()
    {
        DueMs = null;
        _isUrgent = false;
    }
}
