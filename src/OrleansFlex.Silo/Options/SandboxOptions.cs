namespace OrleansFlex.Silo.Options;

/// <summary>Simulated devices and the clock.</summary>
public sealed record SandboxOptions
{
    /// <summary>Opens <c>/sandbox/*</c>: simulated households and control of the clock. Default false; never in production.</summary>
    public bool Enabled { get; init; }

    /// <summary>The domain clock: <c>real</c> (default), <c>held</c>, or how many times faster than real it runs, such as <c>60</c>.</summary>
    public ClockSetting Clock { get; init; } = ClockSetting.Real;

    /// <summary>Where a held or accelerated clock begins on an empty database. Default: the real time.</summary>
    public DateTimeOffset? StartAt { get; init; }
}
