namespace OrleansFlex.Silo.Options;

/// <summary>
/// All settings of a silo: <c>silo.json</c>, overridden by environment variables (<c>Sandbox__Enabled=true</c>). The sections have safe
/// defaults; an unknown key or a bad value stops start-up.
/// </summary>
public sealed record SiloOptions
{
    /// <summary>Where the silo listens.</summary>
    public HttpOptions Http { get; init; } = new();

    /// <summary>Where the grid keeps its data.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>API clients that exist from the start.</summary>
    public IReadOnlyList<ClientOptions> Clients { get; init; } = [];

    /// <summary>How charging is planned.</summary>
    public ChargingOptions Charging { get; init; } = new();

    /// <summary>Solar forecasts.</summary>
    public SolarOptions Solar { get; init; } = new();

    /// <summary>How long devices may take to obey.</summary>
    public CommandOptions Commands { get; init; } = new();

    /// <summary>Vendors whose devices take other times to obey.</summary>
    public IReadOnlyList<VendorTimeOptions> Vendors { get; init; } = [];

    /// <summary>The flex shape.</summary>
    public ShapeOptions Shape { get; init; } = new();

    /// <summary>When a zone counts as stable, solvent and in control.</summary>
    public StatusOptions Status { get; init; } = new();

    /// <summary>Simulated devices and the clock.</summary>
    public SandboxOptions Sandbox { get; init; } = new();

    /// <summary>Events to subscribers.</summary>
    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Log lines.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Metrics and traces.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();
}
