namespace OrleansFlex.EmbeddedEngine;

/// <summary>A grain class as generated code describes it.</summary>
public sealed class GrainClassInfo
{
    /// <summary>The class.</summary>
    public required Type Type { get; init; }

    /// <summary>Its name in identities.</summary>
    public required string GrainType { get; init; }

    /// <summary>Makes an instance; constructor arguments come from the source.</summary>
    public required Func<GrainConstruction, object> Create { get; init; }

    /// <summary>The grain interfaces it implements.</summary>
    public required Type[] Interfaces { get; init; }
}
