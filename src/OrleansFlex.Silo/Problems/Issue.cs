namespace OrleansFlex.Silo.Problems;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Path">Where: a member path such as <c>values[3].at</c>, a parameter name, or empty for the whole body.</param>
/// <param name="Message">What is wrong and what was expected, for the person who wrote the request.</param>
public sealed record Issue(string Path, string Message);
