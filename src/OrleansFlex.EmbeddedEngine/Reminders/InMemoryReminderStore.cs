using System.Collections.Concurrent;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Reminders in memory, for tests and throw-away runs.</summary>
public sealed class InMemoryReminderStore : IReminderStore
{
    private readonly ConcurrentDictionary<(string GrainId, string Name), ReminderRow> _rows = new();

    /// <inheritdoc />
    public ValueTask UpsertAsync(ReminderRow row, CancellationToken cancellationToken)
    {
        _rows[(row.GrainId, row.Name)] = row;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<bool> DeleteAsync(string grainId, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_rows.TryRemove((grainId, name), out _));

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ReminderRow>> ReadAllAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ReminderRow>>([.. _rows.Values]);
}
