namespace OrleansFlex.Grains.Flexibility;

/// <summary>How shapes are made.</summary>
public sealed record ShapeSettings
{
    /// <summary>The length of a chunk in minutes; divides an hour. Default 15.</summary>
    public int ChunkMinutes { get; init; } = 15;

    /// <summary>How far ahead the shape looks, in hours. Default 24.</summary>
    public int HorizonHours { get; init; } = 24;

    /// <summary>How long changes gather before a new revision, in real milliseconds. Default 200.</summary>
    public int FlushMilliseconds { get; init; } = 200;

    /// <summary>The number of chunks in a shape.</summary>
    public int ChunkCount => HorizonHours * 60 / ChunkMinutes;

    /// <summary>The length of a chunk in milliseconds.</summary>
    public long ChunkMs => ChunkMinutes * 60_000L;

    /// <summary>The chunk that contains an instant, counted since the Unix epoch.</summary>
    public long ChunkOf(long ms) => Math.DivRem(ms, ChunkMs) is var (quotient, remainder) && remainder < 0 ? quotient - 1 : ms / ChunkMs;
}
