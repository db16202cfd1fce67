using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// The running sums of one (area, composition), as rings indexed by absolute chunk modulo capacity. Bounds of members that
/// are not reachable are summed apart: they are few, so that the usual contribution costs nothing extra.
/// </summary>
internal sealed class CellSums(string area, HouseholdTypes types, int capacity)
{
    public string Area { get; } = area;

    public HouseholdTypes Types { get; } = types;

    public long[] Expected { get; } = new long[capacity];

    public long[] Minimum { get; } = new long[capacity];

    public long[] Maximum { get; } = new long[capacity];

    public long[] Variance { get; } = new long[capacity];

    public long[] UnreachableMinimum { get; } = new long[capacity];

    public long[] UnreachableMaximum { get; } = new long[capacity];

    public int HouseholdCount { get; set; }

    public int AssetCount { get; set; }

    /// <summary>Whether a number changed since the last snapshot.</summary>
    public bool IsDirty { get; set; }

    /// <summary>The copy handed out last; valid while not dirty.</summary>
    public ShapeCell? Frozen { get; set; }

    /// <summary>Forgets a position, whose chunk has left the window.</summary>
    public void Clear(int position)
    {
        Expected[position] = Minimum[position] = Maximum[position] = Variance[position] = 0;
        UnreachableMinimum[position] = UnreachableMaximum[position] = 0;
    }

    /// <summary>Copies the sums out, the chunk at <paramref name="start"/> first.</summary>
    public ShapeCell Freeze(int start) => new(
        Area, Types, HouseholdCount, AssetCount, Unroll(Expected, start), Unroll(Minimum, start), Unroll(Maximum, start),
        Difference(Minimum, UnreachableMinimum, start), Difference(Maximum, UnreachableMaximum, start), Unroll(Variance, start));

    private static ImmutableArray<long> Unroll(long[] ring, int start) => [.. ring.AsSpan(start), .. ring.AsSpan(0, start)];

    private static ImmutableArray<long> Difference(long[] all, long[] part, int start)
    {
        var result = ImmutableArray.CreateBuilder<long>(all.Length);
        for (var i = start; i < all.Length; i++)
            result.Add(all[i] - part[i]);
        for (var i = 0; i < start; i++)
            result.Add(all[i] - part[i]);
        return result.MoveToImmutable();
    }
}
