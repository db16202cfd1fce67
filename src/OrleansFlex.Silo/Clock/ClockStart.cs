using OrleansFlex.Silo.Options;

namespace OrleansFlex.Silo.Clock;

/// <summary>Makes the domain clock that the settings ask for.</summary>
internal static class ClockStart
{
    /// <summary>
    /// The clock, standing where it stood last; on an empty database where the settings say, else at the real time. A stored position wins
    /// over the settings, so that the clock never goes back. A real clock with a start of its own runs at real speed from there.
    /// </summary>
    public static async Task<DomainClock> StartAsync(
        SandboxOptions options, IClockPosition position, QuietGate quiet, RealTime real, CancellationToken cancellation)
    {
        if (options.Clock.IsReal && options.StartAt is null)
            return new RealClock(real.Provider);
        var start = await position.LoadAsync(cancellation) ?? options.StartAt ?? WholeSecond(real.Provider.GetUtcNow());
        await position.SaveAsync(start, cancellation);
        return options.Clock.IsHeld
            ? new HeldClock(start, position, quiet.WhenQuietAsync, quiet.AdvancedAsync)
            : new AcceleratedClock(real.Provider, start, options.Clock.Speed);
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
