namespace OrleansFlex.Domain.Flexibility;

/// <summary>The window of the flex shape.</summary>
/// <param name="ChunkMinutes">Length of a chunk; it divides a day. Default 15.</param>
/// <param name="ChunkCount">Number of chunks from the one that contains now. Default 96, a day.</param>
public sealed record ShapeOptions(int ChunkMinutes = 15, int ChunkCount = 96)
{
    /// <summary>A day of quarter-hours.</summary>
    public static ShapeOptions Default { get; } = new();

    /// <summary>Length of a chunk in milliseconds.</summary>
    public long ChunkMs => ChunkMinutes * 60_000L;

    /// <summary>The absolute index of the chunk that contains an instant, counted from 1970-01-01T00:00Z.</summary>
    public long ChunkAt(long ms) => Math.DivRem(ms, ChunkMs) is var (quotient, remainder) && remainder < 0 ? quotient - 1 : quotient;

    /// <summary>The start of a chunk, Unix milliseconds.</summary>
    public long StartMs(long chunk) => chunk * ChunkMs;
}
