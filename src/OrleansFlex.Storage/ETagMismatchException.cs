namespace OrleansFlex.Storage;

/// <summary>A state was written by somebody else since the caller read it.</summary>
/// <param name="key">The state.</param>
/// <param name="expected">What the caller expected; null for "not there yet".</param>
/// <param name="actual">What is stored, as far as known; null for "not there".</param>
public sealed class ETagMismatchException(StateKey key, string? expected, string? actual)
    : Exception($"State {key} has ETag {actual ?? "(none)"}, the caller expected {expected ?? "(none)"}.")
{
    /// <summary>The state.</summary>
    public StateKey Key { get; } = key;

    /// <summary>What the caller expected; null for "not there yet".</summary>
    public string? Expected { get; } = expected;

    /// <summary>What is stored; null for "not there".</summary>
    public string? Actual { get; } = actual;
}
