namespace OrleansFlex.Silo.Clock;

/// <summary>Where a clock that is not the real one stood last.</summary>
public interface IClockPosition
{
    /// <summary>The position, or null on an empty database.</summary>
    ValueTask<DateTimeOffset?> LoadAsync(CancellationToken cancellation);

    /// <summary>Stores the position durably.</summary>
    ValueTask SaveAsync(DateTimeOffset position, CancellationToken cancellation);
}
