namespace OrleansFlex.Silo.Options;

/// <summary>The configuration cannot be used; start-up stops and the messages are shown.</summary>
public sealed class OptionsException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>One sentence per fault, each naming where it is and what would be right.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
