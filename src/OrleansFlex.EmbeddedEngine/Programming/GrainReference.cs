using OrleansFlex.EmbeddedEngine;

namespace Orleans.Runtime;

/// <summary>A reference to a grain, whether or not the grain is active.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal GrainReference(GrainClass grainClass, string key)
    {
        Class = grainClass;
        Key = key;
    }

    /// <summary>The identity of the grain.</summary>
    public GrainId GrainId => new(Class.Type, IdSpan.Create(Key));

    /// <summary>The interface the reference was made for.</summary>
    public virtual string InterfaceName => "";

    /// <summary>The interface the reference was made for.</summary>
    public GrainInterfaceType InterfaceType => new(InterfaceName);

    internal GrainClass Class { get; }

    internal string Key { get; }

    internal GridRuntime Runtime => Class.Runtime;

    /// <summary>A reference to the same grain through another of its interfaces.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => this.AsReference<TGrainInterface>();

    /// <inheritdoc />
    public bool Equals(GrainReference? other) =>
        other is not null && ReferenceEquals(Class, other.Class) && Key == other.Key && InterfaceName == other.InterfaceName;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc />
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceName}";

    /// <summary>Equality of identity and interface.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>Inequality of identity or interface.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}
