using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Starts and stops the grid with its host: reminders, idle collection, call deadlines, and a stop that drains turns.</summary>
internal sealed class GridHost(GridRuntime runtime, ReminderService reminders, EmbeddedGrid grid) : IHostedService, IDisposable
{
    // Idle activations are ended this many at a time, with a breath of real time in between, so that the sweep does not crowd out calls.
    private const int CollectionChunk = 1_000;
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(20);

    private int _restsSeen;
    private int _collecting;
    private ITimer? _collection;
    private ITimer? _deadlines;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        runtime.Phase = GridPhase.Running;
        var quantum = runtime.Options.CollectionQuantum;
        _collection = runtime.Clock.CreateTimer(_ => Collect(), null, quantum, quantum);
        var step = TimeSpan.FromMilliseconds(Math.Clamp(runtime.Options.ResponseTimeout.TotalMilliseconds / 8, 20, 2000));
        _deadlines = TimeProvider.System.CreateTimer(_ => EnforceDeadlines(), null, step, step);
        await reminders.StartAsync(cancellationToken);
        EngineLog.Started(runtime.Logger, runtime.Classes.Count(), reminders.Count);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        runtime.Phase = GridPhase.Draining;
        reminders.Stop();
        _collection?.Dispose();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(runtime.Options.DrainTimeout);
        try
        {
            await grid.WhenQuietAsync(limit.Token);
            foreach (var activation in runtime.Classes.SelectMany(c => c.Activations))
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process is stopping."), limit.Token);
            await grid.WhenQuietAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            EngineLog.StoppedBusy(runtime.Logger, runtime.Quiet.Busy);
        }
        runtime.Phase = GridPhase.Stopped;
        _deadlines?.Dispose();
        foreach (var activation in runtime.Classes.SelectMany(c => c.Activations).Where(a => !a.IsIdle))
            activation.Enqueue(new ActionItem(static self => self.Abandon(new SiloUnavailableException("The grid stopped before the call was answered."))));
    }

    public void Dispose()
    {
        _collection?.Dispose();
        _deadlines?.Dispose();
    }

    private void Collect()
    {
        runtime.CollectionEpoch++;
        if (Interlocked.Exchange(ref _collecting, 1) == 0)
            _ = CollectAllAsync();
    }

    private async Task CollectAllAsync()
    {
        try
        {
            var ended = new List<Task>();
            foreach (var end in grid.EndIdle(all: false))
            {
                ended.Add(end);
                if (ended.Count < CollectionChunk)
                    continue;
                await Task.WhenAll(ended);
                ended.Clear();
                await Task.Delay(s_breath, TimeProvider.System);
                if (runtime.Phase != GridPhase.Running)
                    return;
            }

            await Task.WhenAll(ended);
        }
        finally
        {
            Volatile.Write(ref _collecting, 0);
        }
    }

    private void EnforceDeadlines()
    {
        var rests = runtime.Quiet.Rests;
        var rested = rests != _restsSeen;
        _restsSeen = rests;
        if (rested || runtime.Quiet.IsQuiet)
            return;
        foreach (var grainClass in runtime.Classes)
            grainClass.EnforceDeadlines();
    }
}
