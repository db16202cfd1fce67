using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Requests;

/// <summary>Collects what is wrong with a request, so that the caller learns everything at once.</summary>
public sealed class IssueList
{
    /// <summary>More than this many issues help nobody; the rest is left out.</summary>
    public const int Limit = 50;

    private List<Issue>? _issues;

    /// <summary>Nothing is wrong so far.</summary>
    public bool IsEmpty => _issues is null;

    /// <summary>How many faults were noted.</summary>
    public int Count => _issues?.Count ?? 0;

    /// <summary>Notes a fault.</summary>
    public void Add(string path, string message)
    {
        _issues ??= [];
        if (_issues.Count < Limit)
            _issues.Add(new Issue(path, message));
    }

    /// <summary>Ends the request with 400 if anything is wrong.</summary>
    /// <exception cref="ProblemException">At least one issue was noted.</exception>
    public void ThrowIfAny()
    {
        if (_issues is null)
            return;
        var first = _issues[0];
        var where = first.Path.Length == 0 ? "The body" : first.Path;
        throw new ProblemException(ProblemType.BadRequest, $"{where} {first.Message}.", _issues);
    }
}
