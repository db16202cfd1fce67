namespace OrleansFlex.Silo.Demo;

/// <summary>What the demonstration shows: plain numbers, taken from the running grid.</summary>
internal sealed record DemoSummary
{
    public required string Zone { get; init; }

    /// <summary>The time zone in which times are shown.</summary>
    public required NodaTime.DateTimeZone TimeZone { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required string Currency { get; init; }

    public required string Prices { get; init; }

    public required int Households { get; init; }

    public required int Vehicles { get; init; }

    public required int PluggedIn { get; init; }

    public required IReadOnlyList<DemoChunk> Chunks { get; init; }

    public required IReadOnlyList<(string Name, int Assets, decimal PeakKw)> Segments { get; init; }

    public required decimal EnergyKwh { get; init; }

    public required decimal Cost { get; init; }

    public required decimal CostImmediate { get; init; }

    public required string Url { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required Guid? PolicyId { get; init; }
}

/// <summary>A quarter of an hour of the zone's shape, with the price in force.</summary>
internal sealed record DemoChunk(DateTimeOffset At, decimal ExpectedKw, decimal MinimumKw, decimal MaximumKw, double Confidence, decimal Price);
