namespace OrleansFlex.Silo.Options;

/// <summary>What is logged and how.</summary>
public sealed record LogOptions
{
    /// <summary>Least level that is logged. Default <c>information</c>; the framework's own lines need <c>warning</c> at least.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary><c>auto</c> (default), <c>json</c> or <c>simple</c>.</summary>
    public LogFormat Format { get; init; } = LogFormat.Auto;
}
