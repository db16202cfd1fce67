namespace OrleansFlex.Domain.Flexibility;

/// <summary>A forecast of one chunk of a sum that can be judged, since the chunk is over.</summary>
/// <param name="Chunk">Absolute index of the chunk.</param>
/// <param name="AssetCount">Assets behind the sum when it was forecast.</param>
/// <param name="Error">The forecast and the load that came.</param>
public readonly record struct SettledChunk(long Chunk, int AssetCount, RealisedError Error);
