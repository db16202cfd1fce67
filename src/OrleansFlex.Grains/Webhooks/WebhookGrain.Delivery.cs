using System.Collections.Immutable;
using Orleans.Storage;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Grains.Webhooks;

// Deliveries run beside the grain's calls, so that a slow subscriber holds nobody back: one at a time, each settled before the next.
public sealed partial class WebhookGrain
{
    private const int WindowLength = 200;
    private const long HeartbeatMs = 15 * 60_000L;

    // Events that nobody wants move the stored cursor only now and then; after a crash they are looked at again.
    private const int PassedOverUnstored = 1_000;
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(5);

    private TaskCompletionSource _nudge = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private long _passedOver;
    private int _passedOverCount;

    private DeliveryProgress Progress => State.Progress;

    private long Position => Math.Max(_passedOver, Progress.Cursor);

    /// <summary>Starts deliveries, or lets them look again at once.</summary>
    private void Run()
    {
        if (!Exists || !State.IsActive)
            return;
        if (!_running.IsCompleted)
        {
            _nudge.TrySetResult();
            return;
        }

        DelayDeactivation(TimeSpan.MaxValue);
        _stop?.Dispose();
        _stop = new CancellationTokenSource();
        _running = RunAsync(_stop.Token);
    }

    private async Task StopAsync()
    {
        if (_stop is { } stop)
            await stop.CancelAsync();
        await _running;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (Exists && State.IsActive && !stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (InconsistentStateException)
            {
                // Another activation has taken over.
                DeactivateOnIdle();
                return;
            }
            catch (Exception fault)
            {
                LogFault(fault, Id);
                await Task.Delay(FaultPause, services.Real, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        DelayDeactivation(TimeSpan.FromTicks(-1));
    }

    private async Task StepAsync(CancellationToken stop)
    {
        if (_nudge.Task.IsCompleted)
            _nudge = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var changed = services.Signal.Next(Client);
        if (_history.DueMs <= RealMs)
            await SaveHistory();
        if (Progress.NextAttemptMs > RealMs)
        {
            await UntilAsync(Earlier(Progress.NextAttemptMs, _history.DueMs), stop, _nudge.Task);
            return;
        }

        var filter = new EventFilter(State.Events);
        var position = Position;
        var window = await services.Log.ReadAsync(Client, position, WindowLength, stop);
        var heads = window.Select(logged => new EventHead(logged.Sequence, logged.Event.Name, logged.Event.Json.Length)).ToArray();
        var batch = EventBatch.Take(heads, position, filter, Progress.Through > position ? Progress.Through : null);
        if (batch.Picked.Length > 0)
            await DeliverAsync([.. batch.Picked.Select(i => window[i].Event)], position, batch.Through, stop);
        else if (batch.Through > position)
            await PassOverAsync(batch.Through, heads.Length);
        else if (HeartbeatDueMs(filter) is { } due && (due <= RealMs || Progress.Failures > 0))
            await SendHeartbeatAsync(stop);
        else if (Progress.Failures > 0)
            await Save(state => state with { Progress = state.Progress.Forgiven(RealMs) });
        else
            await UntilAsync(Earlier(HeartbeatDueMs(filter), _history.DueMs), stop, _nudge.Task, changed);
    }

    private long? HeartbeatDueMs(EventFilter filter) => filter.Wants(EventNames.Heartbeat) ? Progress.ContactMs + HeartbeatMs : null;

    private async Task DeliverAsync(ImmutableArray<EventRow> events, long after, long through, CancellationToken stop)
    {
        var body = DeliveryBody.Of([.. events.Select(each => each.Json)]);
        await AttemptAsync(DeliveryId.Of(Id, after, through), body, [.. events.Select(each => each.Id)], through, stop);
    }

    private Task SendHeartbeatAsync(CancellationToken stop)
    {
        // Nothing waits, or it would have been sent instead.
        var id = DeliveryId.Of(Id, Position, Position, Progress.ContactMs);
        var body = DeliveryBody.Heartbeat(id, services.Clock.GetUtcNow(), pendingEvents: 0);
        return AttemptAsync(id, body, [id], Position, stop);
    }

    private async Task AttemptAsync(Guid id, ReadOnlyMemory<byte> body, ImmutableArray<Guid> events, long through, CancellationToken stop)
    {
        var startedMs = RealMs;
        var attempt = Progress.Failures + 1;
        var outcome = await services.Sender.SendAsync(State.ToTarget(Client, startedMs), id, body, stop);
        var nowMs = RealMs;
        await SettleAsync(outcome, through, nowMs);
        _history.Add(
            new WebhookDelivery
            {
                Number = 0,
                Id = id,
                AtMs = startedMs,
                Attempt = attempt,
                Events = events,
                Status = outcome.Status,
                DurationMs = outcome.DurationMs,
                Error = outcome.Error,
            },
            nowMs);
        if (_history.DueMs <= nowMs)
            await SaveHistory();
    }

    // The webhook may have been changed while the attempt was under way, so the outcome is put on what it is now.
    private async Task SettleAsync(DeliveryOutcome outcome, long through, long nowMs)
    {
        if (outcome.IsSuccess)
        {
            await Save(state => state with { Progress = state.Progress.Succeeded(through, nowMs) });
        }
        else if (Progress.Failed(through, nowMs) is not null)
        {
            await Save(state => state with { Progress = state.Progress.Failed(through, nowMs) ?? state.Progress });
        }
        else
        {
            var latest = await services.Log.LatestAsync(Client, CancellationToken.None);
            LogGivenUp(Id, outcome.Error!);
            await Save(state => state with { IsActive = false, Progress = state.Progress.Dropped(latest, nowMs) });
        }
    }

    private async Task PassOverAsync(long through, int count)
    {
        _passedOver = through;
        _passedOverCount += count;
        if (_passedOverCount < PassedOverUnstored)
            return;
        await Save(state => state with { Progress = state.Progress.PassedOver(through) });
        _passedOverCount = 0;
    }

    private async Task UntilAsync(long? dueMs, CancellationToken stop, params Task[] signs)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var due = dueMs is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - RealMs)) : Timeout.InfiniteTimeSpan;
        await Task.WhenAny([Task.Delay(due, services.Real, over.Token), .. signs]);
        await over.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private static long? Earlier(long? one, long? other) => one < other || other is null ? one : other;
}
