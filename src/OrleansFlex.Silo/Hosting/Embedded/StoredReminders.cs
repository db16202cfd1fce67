using OrleansFlex.EmbeddedEngine;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Hosting;

/// <summary>The engine's reminders in the grid's database.</summary>
internal sealed class StoredReminders(IGridDatabase database) : EmbeddedEngine.IReminderStore
{
    public async ValueTask UpsertAsync(EmbeddedEngine.ReminderRow row, CancellationToken cancellationToken) =>
        await database.Reminders.UpsertAsync(new OrleansFlex.Storage.ReminderRow(row.GrainId, row.Name, row.StartAtMs, row.PeriodMs), cancellationToken);

    public async ValueTask<bool> DeleteAsync(string grainId, string name, CancellationToken cancellationToken) =>
        await database.Reminders.DeleteAsync(grainId, name, cancellationToken);

    public async ValueTask<IReadOnlyList<EmbeddedEngine.ReminderRow>> ReadAllAsync(CancellationToken cancellationToken) =>
    [
        .. (await database.Reminders.ReadAllAsync(cancellationToken))
            .Select(row => new EmbeddedEngine.ReminderRow(row.GrainId, row.Name, row.StartAtMs, row.PeriodMs)),
    ];
}
