using System.Collections.Frozen;
using System.Collections.Immutable;

namespace OrleansFlex.Domain.Webhooks;

/// <summary>
/// The names of events that a subscriber may ask for: those of the Flex API and those of the API it belongs to. Names of events that
/// never happen here are taken too, so that a subscriber's list works unchanged.
/// </summary>
public static class EventNames
{
    /// <summary>Stands for every event.</summary>
    public const string Any = "*";

    /// <summary>Sent after a while without events, so that silence can be told from a broken line.</summary>
    public const string Heartbeat = "system:heartbeat";

    /// <summary>Sent when a subscriber asks for a test.</summary>
    public const string Test = "enode:webhook:test";

    private static readonly string[] Entities = ["vehicle", "charger", "hvac", "inverter", "battery", "meter", "hem-system"];

    /// <summary>All names but <see cref="Any"/>, in the order in which they are documented.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "flex:vehicle-policy:created", "flex:vehicle-policy:updated", "flex:vehicle-policy:deleted", "flex:vehicle-policy:status",
        "flex:session:updated",
        "user:vendor-action:updated",
        .. from entity in Entities from change in (string[])["discovered", "updated", "deleted"] select $"user:{entity}:{change}",
        "user:vehicle:smart-charging-status-updated", "user:inverter:statistics-updated", "user:schedule:execution-updated",
        "user:credentials:invalidated",
        Heartbeat, Test,
    ];

    private static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a subscriber may ask for the name.</summary>
    public static bool IsKnown(string name) => name == Any || Known.Contains(name);
}
