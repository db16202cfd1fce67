using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// The segments of a tenant, in the order of their creation. Invariants: names are unique, no segment contradicts itself,
/// and no household can match two of them.
/// </summary>
/// <param name="Segments">The definitions.</param>
public sealed record SegmentBook(ImmutableArray<SegmentDefinition> Segments)
{
    /// <summary>The longest name, in UTF-16 code units.</summary>
    public const int MaximumNameLength = 256;

    /// <summary>Pairwise disjoint segments over six types: one per composition is the most that can exist.</summary>
    public const int MaximumCount = HouseholdTypeNames.CompositionCount;

    /// <summary>A book without segments.</summary>
    public static SegmentBook Empty { get; } = new(ImmutableArray<SegmentDefinition>.Empty);

    /// <summary>Finds a segment, or null.</summary>
    public SegmentDefinition? Find(Guid id)
    {
        foreach (var segment in Segments)
            if (segment.Id == id)
                return segment;
        return null;
    }

    /// <summary>The segment a household of this composition belongs to, or null when it is unassigned.</summary>
    public SegmentDefinition? SegmentOf(HouseholdTypes household)
    {
        foreach (var segment in Segments)
            if (segment.Matches(household))
                return segment;
        return null;
    }

    /// <summary>Decides a command: the new book, or why not. <paramref name="now"/> becomes the segment's time stamp.</summary>
    public static Decision<SegmentBook> Decide(SegmentBook book, SegmentCommand command, DateTimeOffset now) => command switch
    {
        SegmentCommand.Create create => Add(book, new SegmentDefinition(create.Id, create.Name, create.Includes, create.Excludes, now, now)),
        SegmentCommand.Replace replace => Exchange(book, replace, now),
        SegmentCommand.Delete delete => Remove(book, delete.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private static Decision<SegmentBook> Add(SegmentBook book, SegmentDefinition candidate)
    {
        if (Check(book, candidate) is { } rejection)
            return rejection;
        if (book.Segments.Length >= MaximumCount)
            return new SegmentBookFull(MaximumCount);
        return new SegmentBook(book.Segments.Add(candidate));
    }

    private static Decision<SegmentBook> Exchange(SegmentBook book, SegmentCommand.Replace replace, DateTimeOffset now)
    {
        if (book.Find(replace.Id) is not { } old)
            return new SegmentNotFound(replace.Id);
        var candidate = old with { Name = replace.Name, Includes = replace.Includes, Excludes = replace.Excludes, UpdatedAt = now };
        return Check(book, candidate) is { } rejection ? rejection : new SegmentBook(book.Segments.Replace(old, candidate));
    }

    private static Decision<SegmentBook> Remove(SegmentBook book, Guid id) =>
        book.Find(id) is { } old ? new SegmentBook(book.Segments.Remove(old)) : new SegmentNotFound(id);

    private static Rejection? Check(SegmentBook book, SegmentDefinition candidate)
    {
        if (NameFault(candidate.Name) is { } fault)
            return new SegmentNameInvalid(fault);
        if ((candidate.Includes & candidate.Excludes) is var both and not HouseholdTypes.None)
            return new SegmentContradictory(both);
        foreach (var other in book.Segments)
            if (other.Id != candidate.Id && string.Equals(other.Name, candidate.Name, StringComparison.Ordinal))
                return new SegmentNameTaken(candidate.Name, other.Id);
        foreach (var other in book.Segments)
            if (other.Id != candidate.Id && !candidate.IsDisjointFrom(other))
                return new SegmentOverlaps(candidate.Name, other.Id, other.Name, candidate.ExampleShared(other));
        return null;
    }

    private static string? NameFault(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "must not be empty";
        if (name.Length > MaximumNameLength)
            return $"must have at most {MaximumNameLength} characters";
        if (name.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            return "must not contain control characters";
        return HasLoneSurrogate(name) ? "must be valid Unicode" : null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return true;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(SegmentBook? other) => other is not null && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Segments.Length;
}
