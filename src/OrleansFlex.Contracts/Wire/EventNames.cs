namespace OrleansFlex.Contracts.Wire;

/// <summary>The events that the Flex API tells of.</summary>
public static class EventNames
{
    public const string PolicyCreated = "flex:vehicle-policy:created";
    public const string PolicyUpdated = "flex:vehicle-policy:updated";
    public const string PolicyDeleted = "flex:vehicle-policy:deleted";
    public const string PolicyStatus = "flex:vehicle-policy:status";
    public const string SessionUpdated = "flex:session:updated";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [PolicyCreated, PolicyUpdated, PolicyDeleted, PolicyStatus, SessionUpdated];
}
