namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class NoteState
{
    public string Text { get; set; } = "";

    public int Writes { get; set; }
}

public interface INoteGrain : IGrainWithStringKey
{
    Task Write(string text);

    Task<string> Read();

    Task<(string? Etag, bool Exists)> Version();

    Task Clear();

    Task Reload();
}

/// <summary>Keeps one record.</summary>
[GrainType("note")]
public sealed class NoteGrain([PersistentState("note", "store")] IPersistentState<NoteState> state) : Grain, INoteGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The record is there before this runs.
        state.State.Text.ShouldNotBeNull();
        return Task.CompletedTask;
    }

    public Task Write(string text)
    {
        state.State.Text = text;
        state.State.Writes++;
        return state.WriteStateAsync();
    }

    public Task<string> Read() => Task.FromResult(state.State.Text);

    public Task<(string? Etag, bool Exists)> Version() => Task.FromResult((state.Etag, state.RecordExists));

    public Task Clear() => state.ClearStateAsync();

    public Task Reload() => state.ReadStateAsync();
}

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan due, TimeSpan period);

    Task Forget(string name);

    Task<string[]> Names();
}

/// <summary>Writes down its reminders.</summary>
[GrainType("reminded")]
public sealed class RemindedGrain(Journal journal, TimeProvider clock) : Grain, IRemindedGrain, IRemindable
{
    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task Forget(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(r => r.ReminderName).Order()];

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        status.CurrentTickTime.ShouldBe(clock.GetUtcNow().UtcDateTime);
        journal.Add($"{reminderName} {clock.GetUtcNow():HH:mm}");
        return Task.CompletedTask;
    }
}

public interface ITimedGrain : IGrainWithStringKey
{
    Task Start(string name, TimeSpan due, TimeSpan period, bool interleave);

    Task Stop(string name);

    Task Change(string name, TimeSpan due, TimeSpan period);

    Task Hold(string name);

    Task End();
}

/// <summary>Writes down its timers' ticks.</summary>
[GrainType("timed")]
public sealed class TimedGrain(Journal journal, Signals signals, TimeProvider clock) : Grain, ITimedGrain
{
    private readonly Dictionary<string, IGrainTimer> _timers = [];

    public Task Start(string name, TimeSpan due, TimeSpan period, bool interleave)
    {
        _timers[name] = this.RegisterGrainTimer(Tick, name, new() { DueTime = due, Period = period, Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Stop(string name)
    {
        _timers[name].Dispose();
        return Task.CompletedTask;
    }

    public Task Change(string name, TimeSpan due, TimeSpan period)
    {
        _timers[name].Change(due, period);
        return Task.CompletedTask;
    }

    public Task Hold(string name) => signals.PassAsync(name);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task Tick(string name, CancellationToken cancellationToken)
    {
        await Task.Yield();
        journal.Add($"{name} {clock.GetUtcNow():HH:mm:ss}");
        signals.Reach($"tick {name}");
        if (name == "bad")
            throw new InvalidOperationException("a bad tick");
    }
}
