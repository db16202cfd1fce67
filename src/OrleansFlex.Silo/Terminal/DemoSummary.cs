namespace OrleansFlex.Silo.Terminal;

/// <summary>What the demonstration has to tell when it is up.</summary>
public sealed record DemoSummary
{
    /// <summary>The market zone.</summary>
    public required string ZoneId { get; init; }

    /// <summary>The zone's time zone, for its name; times below carry its offset already.</summary>
    public required string TimezoneName { get; init; }

    /// <summary>The domain clock, in local time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Simulated households.</summary>
    public required int Households { get; init; }

    /// <summary>What was there before and is kept, as a sentence; null where all is new.</summary>
    public string? Kept { get; init; }

    /// <summary>Assets that count in the shape.</summary>
    public required int Assets { get; init; }

    /// <summary>Cars that are plugged in.</summary>
    public required int PluggedIn { get; init; }

    /// <summary>Cars in all.</summary>
    public required int Vehicles { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Where the prices come from, in a few words.</summary>
    public required string PriceSource { get; init; }

    /// <summary>The zone's shape, one entry per chunk, rising in time.</summary>
    public required IReadOnlyList<DemoChunk> Shape { get; init; }

    /// <summary>Segments and what they expect in the running chunk.</summary>
    public required IReadOnlyList<DemoSegment> Segments { get; init; }

    /// <summary>Totals of all plans.</summary>
    public required DemoPlans Plans { get; init; }

    /// <summary>Address of the API, such as <c>http://127.0.0.1:8080</c>.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The client to log in with.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its secret; null when it was shown by an earlier run.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Where the data are.</summary>
    public required string DataFolder { get; init; }

    /// <summary>How long it took from the start.</summary>
    public TimeSpan Elapsed { get; init; }
}
