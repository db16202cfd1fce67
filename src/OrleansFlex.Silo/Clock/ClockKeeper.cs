namespace OrleansFlex.Silo.Clock;

/// <summary>
/// Stores where an accelerated clock stands. While it runs the stored position is ahead of it, so that after a crash the clock resumes
/// later than anything that was written under it; a clean stop stores the exact position.
/// </summary>
internal sealed partial class ClockKeeper(DomainClock clock, IClockPosition position, RealTime real, ILogger<ClockKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(15);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (clock is not AcceleratedClock)
            return;
        try
        {
            await SaveAsync(clock.GetUtcNow(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time to stop is over; what is stored is ahead, as after a crash.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (clock is not AcceleratedClock)
            return;
        using var timer = new PeriodicTimer(Interval, real.Provider);
        try
        {
            do
            {
                await SaveAsync(clock.GetUtcNow() + Lead * clock.Speed, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync stores the exact position.
        }
    }

    private async Task SaveAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            await position.SaveAsync(at, cancellation);
        }
        catch (OrleansFlex.Storage.StorageUnavailableException e)
        {
            LogNotStored(e);
        }
    }

    [LoggerMessage(2200, LogLevel.Warning, "The clock's position could not be stored; after a crash it may resume too early")]
    private partial void LogNotStored(Exception exception);
}
