using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

/// <summary>One stored version of a month's steps.</summary>
public sealed record TariffMonthState
{
    /// <summary>Which version; 0 where there is none.</summary>
    public long Version { get; init; }

    /// <summary>Unix milliseconds of the steps.</summary>
    public long[] At { get; init; } = [];

    /// <summary>The rate from each step on; null opens a gap.</summary>
    public decimal?[] Rate { get; init; } = [];

    /// <summary>The state that holds a version.</summary>
    public static TariffMonthState Of(long version, RateSteps steps) => new() { Version = version, At = [.. steps.StartsMs], Rate = [.. steps.Rates] };

    /// <summary>The steps.</summary>
    public RateSteps ToSteps() => RateSteps.Create(At, Rate);
}
