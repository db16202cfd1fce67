namespace OrleansFlex.Storage;

/// <summary>Names one stored state. Both parts compare ordinally.</summary>
/// <param name="Name">State name, for example <c>asset</c>.</param>
/// <param name="GrainKey">Key of the grain that owns the state; begins with its tenant.</param>
public readonly record struct StateKey(string Name, string GrainKey)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}/{GrainKey}";
}
