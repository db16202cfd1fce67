namespace OrleansFlex.Silo.Clock;

/// <summary>The clock cannot be moved as asked.</summary>
/// <param name="message">Why, for the caller.</param>
/// <param name="isMode">The reason is how the clock runs, not where it was to go.</param>
public sealed class ClockAdvanceException(string message, bool isMode) : Exception(message)
{
    /// <summary>The reason is how the clock runs, not where it was to go.</summary>
    public bool IsMode { get; } = isMode;
}
