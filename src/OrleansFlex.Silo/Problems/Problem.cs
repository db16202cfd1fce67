namespace OrleansFlex.Silo.Problems;

/// <summary>Short ways to say what went wrong, for endpoint code: <c>throw Problem.NotFound("…")</c>.</summary>
public static class Problem
{
    /// <summary>400 with the faults found.</summary>
    public static ProblemException BadRequest(string detail, params IReadOnlyList<Issue> issues) =>
        new(ProblemType.BadRequest, detail, issues);

    /// <summary>404.</summary>
    public static ProblemException NotFound(string detail) => new(ProblemType.NotFound, detail);

    /// <summary>403.</summary>
    public static ProblemException Forbidden(string detail) => new(ProblemType.Forbidden, detail);

    /// <summary>409.</summary>
    public static ProblemException Conflict(string detail) => new(ProblemType.Conflict, detail);

    /// <summary>503 with the time after which another attempt makes sense.</summary>
    public static ProblemException Unavailable(string detail, TimeSpan retryAfter) =>
        new(ProblemType.ServiceUnavailable, detail, retryAfter: retryAfter);
}
