using System.Reflection;
using System.Text.Json;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Settings of the embedded grid.</summary>
public sealed class EmbeddedGridOptions
{
    /// <summary>How long a caller waits for an answer, in real time. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Idle time, on the domain clock, after which an activation is collected. Default 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Time between two looks for idle activations, on the domain clock. Default 1 min.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The least period of a reminder. Default 1 min.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a graceful stop waits for running turns, in real time. Default 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Names under which stream providers can be asked for.</summary>
    public ISet<string> StreamProviders { get; } = new HashSet<string>(StringComparer.Ordinal) { "Default" };

    /// <summary>Assemblies whose grains are used, with all that they reference. Empty means those loaded and referenced by the process.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>For tests: every argument and result passes through JSON with these options, so that nothing leans on shared references.</summary>
    public JsonSerializerOptions? RoundTripMessages { get; set; }

    /// <summary>For tests: requests that waited for an activation are started in an order drawn from this seed.</summary>
    public int? ShuffleSeed { get; set; }
}
