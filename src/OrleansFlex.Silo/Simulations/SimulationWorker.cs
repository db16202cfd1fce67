using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Simulations;

/// <summary>Runs simulations on a thread of its own, and so on one core at most, below others where the system knows priorities.</summary>
internal sealed partial class SimulationWorker(SimulationQueue queue, RealTime real, ILogger<SimulationWorker> logger) : IHostedService, IDisposable
{
    /// <summary>Stays per turn: milliseconds of work.</summary>
    private const int Turn = 64;

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Run) { Name = "simulations", IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _ended.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private void Run()
    {
        try
        {
            while (true)
            {
                var job = queue.Take(_stopping.Token);
                Step(job);
                queue.Return(job);
            }
        }
        catch (OperationCanceledException)
        {
            // Ends with the silo.
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private void Step(SimulationJob job)
    {
        var now = real.Provider.GetUtcNow();
        try
        {
            job.Step(Turn, now);
        }
        catch (Exception fault)
        {
            LogFault(job.Id, fault);
            job.Fail($"The simulation failed. The fault is logged under reference {job.Id}.", now);
        }
    }

    [LoggerMessage(2501, LogLevel.Error, "Simulation {Reference} failed")]
    private partial void LogFault(Guid reference, Exception exception);
}
