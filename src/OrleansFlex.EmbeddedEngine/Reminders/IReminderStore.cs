namespace OrleansFlex.EmbeddedEngine;

/// <summary>A durable reminder. Instants are Unix milliseconds, the period is in milliseconds.</summary>
public sealed record ReminderRow(string GrainId, string Name, long StartAtMs, long PeriodMs);

/// <summary>Keeps reminders across restarts.</summary>
public interface IReminderStore
{
    /// <summary>Adds the reminder or replaces the one of the same grain and name; durable on return.</summary>
    ValueTask UpsertAsync(ReminderRow row, CancellationToken cancellationToken);

    /// <summary>Deletes a reminder; false when there was none.</summary>
    ValueTask<bool> DeleteAsync(string grainId, string name, CancellationToken cancellationToken);

    /// <summary>All reminders, read once at start.</summary>
    ValueTask<IReadOnlyList<ReminderRow>> ReadAllAsync(CancellationToken cancellationToken);
}
