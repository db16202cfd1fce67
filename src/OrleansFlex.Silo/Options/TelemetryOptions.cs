namespace OrleansFlex.Silo.Options;

/// <summary>Metrics and traces.</summary>
public sealed record TelemetryOptions
{
    /// <summary>OTLP endpoint over gRPC, such as <c>http://127.0.0.1:4317</c>. Default: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, else off.</summary>
    public Uri? Endpoint { get; init; }
}
