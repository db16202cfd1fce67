using System.Collections.Immutable;

namespace OrleansFlex.Domain.Webhooks;

/// <summary>
/// How long events are kept. Their age is measured in real time during which a silo ran, because deliveries are: a domain clock that leaps
/// ahead makes no event old, and neither does a silo that stands still. Marks tie that time to the domain's, by which events are dated.
/// </summary>
public sealed record RetentionMarks
{
    /// <summary>How long an event is kept, in milliseconds: longer than the patience with a failing subscriber.</summary>
    public const long KeptMs = RetryPolicy.PatienceMs + (2 * 3_600_000L);

    /// <summary>The time that passes between two ticks, in milliseconds; of a longer pause only twice this counts.</summary>
    public const long TickMs = 600_000;

    /// <summary>Milliseconds during which a silo ran.</summary>
    public long RanMs { get; init; }

    /// <summary>Real time of the last tick, Unix milliseconds.</summary>
    public long TickedAtMs { get; init; }

    /// <summary>Events that happened before this instant of the domain clock are gone.</summary>
    public long PurgedBeforeMs { get; init; }

    /// <summary>Where the domain clock stood at each tick, oldest first.</summary>
    public ImmutableArray<RetentionMark> Marks { get; init; } = [];

    /// <summary>Notes where the clocks stand and what may go by now: <see cref="PurgedBeforeMs"/>.</summary>
    public RetentionMarks Ticked(long realMs, long domainMs)
    {
        var passed = TickedAtMs == 0 ? 0 : Math.Clamp(realMs - TickedAtMs, 0, 2 * TickMs);
        var ran = RanMs + passed;
        var marks = Marks.Add(new RetentionMark(ran, domainMs));
        var old = 0;
        while (old + 1 < marks.Length && marks[old + 1].RanMs <= ran - KeptMs)
            old++;
        marks = marks.RemoveRange(0, old);
        return new RetentionMarks
        {
            RanMs = ran,
            TickedAtMs = realMs,
            Marks = marks,
            PurgedBeforeMs = marks[0].RanMs <= ran - KeptMs ? Math.Max(PurgedBeforeMs, marks[0].DomainMs) : PurgedBeforeMs,
        };
    }
}

/// <summary>Where the domain clock stood when silos had run for a while.</summary>
/// <param name="RanMs">Milliseconds during which a silo ran.</param>
/// <param name="DomainMs">The domain clock, Unix milliseconds.</param>
public readonly record struct RetentionMark(long RanMs, long DomainMs);
