namespace OrleansFlex.Silo.Clock;

/// <summary>
/// Something that works in reaction to timers. A held clock does not move on before all of it is quiet, so that whoever advanced the clock
/// finds the work done.
/// </summary>
public interface IQuiescence
{
    /// <summary>
    /// Completes when nothing is running or waiting to run; is complete on return where that is so already, since the asker goes on asking
    /// until it is.
    /// </summary>
    Task WhenQuietAsync(CancellationToken cancellation);
}
