using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrleansFlex.Silo.Observability;

/// <summary>The one source of traces and the one meter of the project; instruments are named <c>orleansflex.*</c>.</summary>
public static class SiloTelemetry
{
    /// <summary>Name of both.</summary>
    public const string Name = "orleansflex";

    /// <summary>Traces.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>Metrics. No instrument carries a grain key, a site or a vehicle as a dimension.</summary>
    public static readonly Meter Meter = new(Name);
}
