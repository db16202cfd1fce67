namespace OrleansFlex.Silo.Requests;

/// <summary>How much one request may carry.</summary>
public static class RequestLimits
{
    /// <summary>Body of every operation but telemetry and simulations: 1 MiB.</summary>
    public const int Body = 1 << 20;

    /// <summary>Body of a telemetry batch: 10 MiB.</summary>
    public const int TelemetryBody = 10 << 20;

    /// <summary>Body of a simulation, which may bring years of prices: 8 MiB.</summary>
    public const int SimulationBody = 8 << 20;

    /// <summary>Items in one telemetry batch.</summary>
    public const int TelemetryItems = 10_000;

    /// <summary>Nesting of a JSON body.</summary>
    public const int Depth = 64;
}
