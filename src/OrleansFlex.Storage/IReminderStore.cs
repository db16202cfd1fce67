namespace OrleansFlex.Storage;

/// <summary>Durable reminders.</summary>
public interface IReminderStore
{
    /// <summary>Adds a reminder or replaces the one of the same grain and name.</summary>
    ValueTask UpsertAsync(ReminderRow row, CancellationToken ct);

    /// <summary>Removes a reminder; false when there was none.</summary>
    ValueTask<bool> DeleteAsync(string grainId, string name, CancellationToken ct);

    /// <summary>All reminders, ordered by grain and name.</summary>
    ValueTask<IReadOnlyList<ReminderRow>> ReadAllAsync(CancellationToken ct);
}
