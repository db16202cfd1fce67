using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>Adds cells up into a <see cref="ShapeAggregate"/>.</summary>
internal sealed class ShapeSum(int chunkCount)
{
    private readonly long[] _expected = new long[chunkCount];
    private readonly long[] _minimum = new long[chunkCount];
    private readonly long[] _maximum = new long[chunkCount];
    private readonly long[] _reachableMinimum = new long[chunkCount];
    private readonly long[] _reachableMaximum = new long[chunkCount];
    private readonly long[] _variance = new long[chunkCount];
    private int _householdCount;
    private int _assetCount;

    /// <summary>Adds a cell whose first chunk stands <paramref name="shift"/> chunks after the first of the sum.</summary>
    public void Add(ShapeCell cell, long shift)
    {
        _householdCount += cell.HouseholdCount;
        _assetCount += cell.AssetCount;
        Add(_expected, cell.Expected, shift);
        Add(_minimum, cell.Minimum, shift);
        Add(_maximum, cell.Maximum, shift);
        Add(_reachableMinimum, cell.ReachableMinimum, shift);
        Add(_reachableMaximum, cell.ReachableMaximum, shift);
        Add(_variance, cell.Variance, shift);
    }

    /// <summary>Closes the sum.</summary>
    /// <param name="firstChunk">Absolute index of its first chunk.</param>
    /// <param name="confidence">How sure each chunk is.</param>
    public ShapeAggregate Finish(long firstChunk, IConfidence confidence)
    {
        var shown = ImmutableArray.CreateBuilder<double>(chunkCount);
        for (var i = 0; i < chunkCount; i++)
            shown.Add(Math.Round(
                confidence.Of(i, firstChunk + i, _expected[i], _variance[i], _assetCount), ShapeAggregate.ConfidenceDecimals));
        return new ShapeAggregate(
            _householdCount, _assetCount, [.. _expected], [.. _minimum], [.. _maximum],
            [.. _reachableMinimum], [.. _reachableMaximum], [.. _variance], shown.MoveToImmutable());
    }

    private static void Add(long[] sums, ImmutableArray<long> values, long shift)
    {
        var from = (int)Math.Max(0, -shift);
        var to = (int)Math.Min(values.Length, sums.Length - shift);
        for (var i = from; i < to; i++)
            sums[i + shift] += values[i];
    }
}
