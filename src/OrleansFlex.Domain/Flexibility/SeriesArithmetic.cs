using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>The inner loops of a partition: eight or sixteen chunks at a time for 16-bit rows, one at a time for 32-bit ones.</summary>
internal static class SeriesArithmetic
{
    /// <summary>Copies watts into a row of the slab's width. The caller has checked that they fit.</summary>
    public static void Convert<T>(ReadOnlySpan<int> source, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (typeof(T) == typeof(int))
        {
            source.CopyTo(MemoryMarshal.Cast<T, int>(target));
            return;
        }
        var narrow = MemoryMarshal.Cast<T, short>(target);
        var i = 0;
        for (; i + Vector256<short>.Count <= source.Length; i += Vector256<short>.Count)
            Vector256.Narrow(Vector256.Create(source.Slice(i, 8)), Vector256.Create(source.Slice(i + 8, 8))).CopyTo(narrow[i..]);
        for (; i < source.Length; i++)
            narrow[i] = (short)source[i];
    }

    /// <summary>sums += now − before.</summary>
    public static void Accumulate<T>(Span<long> sums, ReadOnlySpan<T> now, ReadOnlySpan<T> before)
        where T : unmanaged, IBinaryInteger<T>
    {
        var i = 0;
        if (typeof(T) == typeof(short))
        {
            var newest = MemoryMarshal.Cast<T, short>(now);
            var oldest = MemoryMarshal.Cast<T, short>(before);
            for (; i + 16 <= newest.Length; i += 16)
            {
                var (nowLow, nowHigh) = Vector256.Widen(Vector256.Create(newest.Slice(i, 16)));
                var (oldLow, oldHigh) = Vector256.Widen(Vector256.Create(oldest.Slice(i, 16)));
                Add(sums.Slice(i, 16), nowLow - oldLow, nowHigh - oldHigh);
            }
        }
        for (; i < now.Length; i++)
            sums[i] += long.CreateTruncating(now[i]) - long.CreateTruncating(before[i]);
    }

    /// <summary>sums += now² − before².</summary>
    public static void AccumulateSquares<T>(Span<long> sums, ReadOnlySpan<T> now, ReadOnlySpan<T> before)
        where T : unmanaged, IBinaryInteger<T>
    {
        var i = 0;
        if (typeof(T) == typeof(short))
        {
            var newest = MemoryMarshal.Cast<T, short>(now);
            var oldest = MemoryMarshal.Cast<T, short>(before);
            for (; i + 16 <= newest.Length; i += 16)
            {
                // Squares of 16-bit numbers and their differences fit into 32 bits.
                var (nowLow, nowHigh) = Vector256.Widen(Vector256.Create(newest.Slice(i, 16)));
                var (oldLow, oldHigh) = Vector256.Widen(Vector256.Create(oldest.Slice(i, 16)));
                Add(sums.Slice(i, 16), (nowLow * nowLow) - (oldLow * oldLow), (nowHigh * nowHigh) - (oldHigh * oldHigh));
            }
        }
        for (; i < now.Length; i++)
            sums[i] += Square(now[i]) - Square(before[i]);
    }

    private static long Square<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        var wide = long.CreateTruncating(value);
        return wide * wide;
    }

    private static void Add(Span<long> sums, Vector256<int> low, Vector256<int> high)
    {
        var (first, second) = Vector256.Widen(low);
        var (third, fourth) = Vector256.Widen(high);
        (Vector256.Create<long>(sums) + first).CopyTo(sums);
        (Vector256.Create<long>(sums[4..]) + second).CopyTo(sums[4..]);
        (Vector256.Create<long>(sums[8..]) + third).CopyTo(sums[8..]);
        (Vector256.Create<long>(sums[12..]) + fourth).CopyTo(sums[12..]);
    }
}
