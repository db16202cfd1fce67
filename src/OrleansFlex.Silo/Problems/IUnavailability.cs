namespace OrleansFlex.Silo.Problems;

/// <summary>
/// Tells exceptions of a dependency that is away for the moment from bugs, so that callers get 503 and come back instead of 500. Each
/// dependency registers its own.
/// </summary>
public interface IUnavailability
{
    /// <summary>The exception means that the dependency is away, not that something is wrong with the request or the code.</summary>
    bool Covers(Exception exception);

    /// <summary>What callers are told.</summary>
    string Detail { get; }

    /// <summary>When another attempt makes sense.</summary>
    TimeSpan RetryAfter { get; }
}
