namespace OrleansFlex.Silo.Pricing;

/// <summary>A price signal over a range, on the wire. Gaps tell where nothing is known.</summary>
public sealed record PriceSignalBody(
    string ZoneId,
    string AreaId,
    string Currency,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<PriceValueBody> Values,
    IReadOnlyList<PriceGapBody> Gaps);

/// <summary>A price from an instant on.</summary>
public sealed record PriceValueBody(DateTimeOffset At, decimal Price);

/// <summary>A stretch without a known price.</summary>
public sealed record PriceGapBody(DateTimeOffset From, DateTimeOffset To);
