using OrleansFlex.Contracts;

namespace OrleansFlex.Silo.Problems;

/// <summary>From what grains answer to what callers get.</summary>
internal static class Outcomes
{
    /// <summary>The value.</summary>
    /// <exception cref="ProblemException">The command was refused.</exception>
    public static T OrProblem<T>(this Outcome<T> outcome) =>
        outcome.Refusal is { } refusal ? throw Of(refusal) : outcome.Value!;

    /// <summary>The problem that a refusal becomes, by the one table.</summary>
    public static ProblemException Of(Refusal refusal) => new(
        ProblemTable.Of(refusal.Code),
        refusal.Message,
        refusal.Issues.IsDefaultOrEmpty ? null : [.. refusal.Issues.Select(issue => new Issue(issue.Path, issue.Message))],
        refusal.RetryAfterMs is { } wait ? TimeSpan.FromMilliseconds(wait) : null);
}
