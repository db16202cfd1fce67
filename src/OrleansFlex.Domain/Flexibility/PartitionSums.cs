using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>An immutable snapshot of a <see cref="ShapePartition"/>.</summary>
/// <param name="Revision">Rises whenever a number of the snapshot differs from the one before.</param>
/// <param name="FirstChunk">Absolute index of the first chunk.</param>
/// <param name="ChunkCount">Number of chunks: the window and a little look-ahead, so that partitions that rolled at slightly different times align.</param>
/// <param name="MemberCount">Members whose contribution is counted.</param>
/// <param name="Cells">One per area and composition that has a household.</param>
public sealed record PartitionSums(long Revision, long FirstChunk, int ChunkCount, int MemberCount, ImmutableArray<ShapeCell> Cells);
