namespace OrleansFlex.Silo.Problems;

/// <summary>
/// Ends a request with a problem document. Thrown only in the HTTP head, while a request is read or a refusal is translated;
/// grains return refusals as data.
/// </summary>
public sealed class ProblemException : Exception
{
    /// <summary>A problem of a known type.</summary>
    /// <param name="type">Status, title and type URI.</param>
    /// <param name="detail">What happened in this case, free of internals.</param>
    /// <param name="issues">The single faults of an invalid request.</param>
    /// <param name="retryAfter">When a later attempt makes sense; sent as <c>Retry-After</c>.</param>
    public ProblemException(ProblemType type, string detail, IReadOnlyList<Issue>? issues = null, TimeSpan? retryAfter = null)
        : base(detail)
    {
        Type = type;
        Issues = issues ?? [];
        RetryAfter = retryAfter;
    }

    /// <summary>Status, title and type URI.</summary>
    public ProblemType Type { get; }

    /// <summary>The single faults of an invalid request; empty for other problems.</summary>
    public IReadOnlyList<Issue> Issues { get; }

    /// <summary>When a later attempt makes sense, if the server knows.</summary>
    public TimeSpan? RetryAfter { get; }
}
