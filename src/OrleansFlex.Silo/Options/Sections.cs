using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>Where the silo listens.</summary>
public sealed record HttpOptions
{
    /// <summary>Addresses, separated by semicolons. <c>--urls</c> and <c>ASPNETCORE_URLS</c> override it. Default: loopback only.</summary>
    [MinLength(1)]
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Most connections at the same time; further ones are closed at once. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;
}

/// <summary>Which database keeps the grid's data.</summary>
public enum StorageProvider
{
    /// <summary>One file on this machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}

/// <summary>Where the grid keeps its data.</summary>
public sealed record StorageOptions
{
    /// <summary><c>sqlite</c> (default) or <c>postgres</c>.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>Folder of the SQLite file, created as needed. <c>--data</c> overrides it. Default <c>./data</c>.</summary>
    [MinLength(1)]
    public string DataDirectory { get; init; } = "./data";

    /// <summary>Npgsql connection string of PostgreSQL; required for that provider.</summary>
    public Secret? ConnectionString { get; init; }
}

/// <summary>One API client.</summary>
public sealed record ClientOptions
{
    /// <summary>Client id, 1–128 visible characters without a colon: the tenant's name.</summary>
    public string Id { get; init; } = "";

    /// <summary>Client secret. A changed secret ends the tokens that were given out under the old one.</summary>
    public Secret? Secret { get; init; }
}

/// <summary>How charging is planned.</summary>
public sealed record ChargingOptions
{
    /// <summary>What one start of charging costs in the plan, currency units. Default 0.01; 0 allows any number of starts.</summary>
    [Range(0, 1000)]
    public decimal StartCost { get; init; } = 0.01m;

    /// <summary>Shortest charging block, minutes. Default 15; 0 allows any length.</summary>
    [Range(0, 720)]
    public int MinimumBlockMinutes { get; init; } = 15;

    /// <summary>How long before the driver's deadline a plan is done, minutes. Default 10.</summary>
    [Range(0, 720)]
    public int MarginMinutes { get; init; } = 10;
}

/// <summary>The flex shape.</summary>
public sealed record ShapeOptions
{
    /// <summary>How far the shape looks ahead, hours. Default 24.</summary>
    [Range(1, 72)]
    public int HorizonHours { get; init; } = 24;

    /// <summary>Half width of the band whose probability is the confidence, per cent of the expected load. Default 10.</summary>
    [Range(0.1, 100)]
    public double MarginPercent { get; init; } = 10;

    /// <summary>Least half width of that band, kW per 100 assets. Default 1.</summary>
    [Range(0, 1000)]
    public double MarginKwPer100Assets { get; init; } = 1;
}

/// <summary>When a zone counts as stable, solvent and in control.</summary>
public sealed record StatusOptions
{
    /// <summary>Largest mean change of the forecast over the last revisions, per cent. Default 10.</summary>
    [Range(0, 100)]
    public double StableChangePercent { get; init; } = 10;

    /// <summary>Largest change of the planned load when only reachable members count, per cent. Default 5.</summary>
    [Range(0, 100)]
    public double SolventChangePercent { get; init; } = 5;

    /// <summary>Least share of control actions confirmed in time, per cent. Default 90.</summary>
    [Range(0, 100)]
    public double NominalConfirmedPercent { get; init; } = 90;
}

/// <summary>Simulated devices and the clock.</summary>
public sealed record SandboxOptions
{
    /// <summary>Opens <c>/sandbox/*</c>: simulated households and control of the clock. Default false; never in production.</summary>
    public bool Enabled { get; init; }

    /// <summary>The domain clock: <c>real</c> (default), <c>held</c>, or how many times faster than real it runs, such as <c>60</c>.</summary>
    public ClockSetting Clock { get; init; } = ClockSetting.Real;

    /// <summary>Where a held or accelerated clock begins on an empty database. Default: the real time.</summary>
    public DateTimeOffset? StartAt { get; init; }
}

/// <summary>Events to subscribers.</summary>
public sealed record WebhookOptions
{
    /// <summary>Lets webhooks go to plain http and to private and loopback addresses. Default false.</summary>
    public bool AllowPrivate { get; init; }
}

/// <summary>Metrics and traces.</summary>
public sealed record TelemetryOptions
{
    /// <summary>OTLP endpoint over gRPC, such as <c>http://127.0.0.1:4317</c>. Default: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, else off.</summary>
    public Uri? Endpoint { get; init; }
}

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>Short lines on a terminal, JSON elsewhere.</summary>
    Auto,

    /// <summary>One JSON object per line.</summary>
    Json,

    /// <summary>Short lines for people.</summary>
    Simple,
}

/// <summary>What is logged and how.</summary>
public sealed record LogOptions
{
    /// <summary>Least level that is logged. Default <c>information</c>; the framework's own lines need <c>warning</c> at least.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary><c>auto</c> (default), <c>json</c> or <c>simple</c>.</summary>
    public LogFormat Format { get; init; } = LogFormat.Auto;
}
