namespace OrleansFlex.Domain;

/// <summary>
/// A refusal as data. Every decision that can say no returns one of these; exceptions mean a bug or a broken dependency.
/// </summary>
/// <param name="Code">Stable identifier, <c>concept.reason</c>, for example <c>segment.overlaps</c>.</param>
/// <param name="Message">One sentence for a person, naming what was wrong.</param>
public abstract record Rejection(string Code, string Message)
{
    /// <summary>The one member of the request that is wrong, or null where none is or several are.</summary>
    public virtual string? Path => null;
}
