using System.Collections.Immutable;

namespace OrleansFlex.Domain.Webhooks;

/// <summary>What a delivery needs to know of a logged event.</summary>
/// <param name="Sequence">Its place in the log.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">The length of its JSON.</param>
public readonly record struct EventHead(long Sequence, string Name, int Bytes);

/// <summary>The events of one delivery: the first wanted ones of the log, in its order, which keeps each entity's order.</summary>
/// <param name="Picked">Their places in the window that was looked at.</param>
/// <param name="Through">The sequence of the last event that is settled with this delivery, wanted or not.</param>
public sealed record EventBatch(ImmutableArray<int> Picked, long Through)
{
    /// <summary>Most events in one delivery.</summary>
    public const int MaxEvents = 100;

    /// <summary>Most bytes of events in one delivery, unless a single one is longer.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Takes the next batch from a window of the log.</summary>
    /// <param name="window">Events in the order of the log.</param>
    /// <param name="after">The sequence before the window.</param>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="through">The last event to look at: the end of a batch that failed. Null for no limit.</param>
    public static EventBatch Take(IReadOnlyList<EventHead> window, long after, EventFilter filter, long? through)
    {
        var picked = ImmutableArray.CreateBuilder<int>();
        var bytes = 0L;
        var settled = after;
        for (var i = 0; i < window.Count; i++)
        {
            var head = window[i];
            if (head.Sequence > through)
                break;
            if (filter.Wants(head.Name))
            {
                if (picked.Count == MaxEvents || (picked.Count > 0 && bytes + head.Bytes > MaxBytes))
                    break;
                picked.Add(i);
                bytes += head.Bytes;
            }

            settled = head.Sequence;
        }

        return new EventBatch(picked.ToImmutable(), settled);
    }
}
