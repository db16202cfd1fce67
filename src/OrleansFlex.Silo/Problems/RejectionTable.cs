using System.Collections.Frozen;
using OrleansFlex.Domain;

namespace OrleansFlex.Silo.Problems;

/// <summary>
/// The one place where a refusal of the domain becomes an HTTP status. A code that is missing here is answered with 400, so that no input
/// can cause a 5xx; a test sees to it that none is missing.
/// </summary>
public static class RejectionTable
{
    private static readonly FrozenDictionary<string, ProblemType> Types = new Dictionary<string, ProblemType>
    {
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that the table knows.</summary>
    public static IReadOnlyCollection<string> Codes => Types.Keys;

    /// <summary>The kind of problem that a refusal is.</summary>
    public static ProblemType TypeOf(string code) => Types.GetValueOrDefault(code, ProblemType.BadRequest);

    /// <summary>A refusal as the exception that ends the request.</summary>
    public static ProblemException ToProblem(this Rejection rejection) => ToProblem(rejection.Code, rejection.Message);

    /// <summary>A refusal that crossed a grain call as code and message.</summary>
    public static ProblemException ToProblem(string code, string message) => new(TypeOf(code), message);
}
