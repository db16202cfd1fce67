namespace OrleansFlex.Domain;

/// <summary>One thing wrong with an input.</summary>
/// <param name="Path">Where: the member's path as the caller wrote it, for example <c>values[3].at</c>.</param>
/// <param name="Message">What was expected.</param>
public sealed record ValidationIssue(string Path, string Message);
