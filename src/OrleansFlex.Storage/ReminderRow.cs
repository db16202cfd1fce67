namespace OrleansFlex.Storage;

/// <summary>A durable reminder.</summary>
/// <param name="GrainId">Grain to remind.</param>
/// <param name="Name">Name, unique within the grain.</param>
/// <param name="StartAtMs">First due instant in Unix milliseconds.</param>
/// <param name="PeriodMs">Period in milliseconds.</param>
public sealed record ReminderRow(string GrainId, string Name, long StartAtMs, long PeriodMs);
