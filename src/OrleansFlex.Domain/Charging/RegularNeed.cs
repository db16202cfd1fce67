using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Charging;

/// <summary>
/// The part of a request that leaves a choice: charge between <see cref="LeastNs"/> and <see cref="MostNs"/> of full
/// or tapering power within the window, as cheaply as possible. Nanoseconds count from the plan's origin.
/// </summary>
internal readonly struct RegularNeed
{
    public required PriceCurve Prices { get; init; }

    public required long OriginMs { get; init; }

    /// <summary>First instant at which this charging may happen.</summary>
    public required long FromMs { get; init; }

    /// <summary>The deadline, margin taken off.</summary>
    public required long ToMs { get; init; }

    /// <summary>Time of charging that reaches the target.</summary>
    public required long LeastNs { get; init; }

    /// <summary>Time of charging that reaches the charge limit.</summary>
    public required long MostNs { get; init; }

    /// <summary>Since when a block has been running at the start of the window; null if none is.</summary>
    public required long? RunningSinceMs { get; init; }

    /// <summary>Whether the running block may stop before its least length, having been forced by reserve or override.</summary>
    public required bool RunningWasForced { get; init; }

    public long FromNs => (FromMs - OriginMs) * 1_000_000;

    public long ToNs => (ToMs - OriginMs) * 1_000_000;

    /// <summary>Start of a price step inside the window.</summary>
    public long StepStartNs(int step) =>
        step == 0 ? FromNs : (Math.Max(FromMs, Prices.StartsMs[step]) - OriginMs) * 1_000_000;

    /// <summary>End of a price step inside the window.</summary>
    public long StepEndNs(int step) => (Math.Min(ToMs, Prices.EndOf(step)) - OriginMs) * 1_000_000;
}
