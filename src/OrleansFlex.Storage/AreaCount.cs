namespace OrleansFlex.Storage;

/// <summary>Number of rows in one area of a zone.</summary>
/// <param name="Area">The area; null for rows without one.</param>
/// <param name="Count">How many.</param>
public readonly record struct AreaCount(string? Area, long Count);
