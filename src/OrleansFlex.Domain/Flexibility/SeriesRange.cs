using System.Numerics;
using System.Runtime.InteropServices;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>The part of a contribution that lies in the window, and where it goes in a ring.</summary>
/// <param name="Skip">Leading elements that lie before the window.</param>
/// <param name="Length">Elements inside the window.</param>
/// <param name="Position">Ring position of the first of them.</param>
internal readonly record struct SeriesRange(int Skip, int Length, int Position)
{
    /// <summary>Whether every number inside the window fits into 16 bits.</summary>
    public bool FitsNarrow(ReadOnlySpan<int> series)
    {
        var used = series.Slice(Skip, Length);
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(used);
        var bits = Vector<int>.Zero;
        foreach (var vector in vectors)
            bits |= vector ^ Vector.ShiftRightArithmetic(vector, 31);
        var rest = 0;
        foreach (var value in used[(vectors.Length * Vector<int>.Count)..])
            rest |= value ^ (value >> 31);
        return rest <= short.MaxValue && Vector.LessThanOrEqualAll(bits, new Vector<int>(short.MaxValue));
    }

    /// <summary>Lays four series out as ring rows; positions that they do not cover become zero.</summary>
    public void Place<T>(ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<int> third, ReadOnlySpan<int> fourth, Span<T> rows)
        where T : unmanaged, IBinaryInteger<T>
    {
        var capacity = rows.Length / MemberSlab<T>.SeriesCount;
        Place(first, rows[..capacity]);
        Place(second, rows.Slice(capacity, capacity));
        Place(third, rows.Slice(2 * capacity, capacity));
        Place(fourth, rows[(3 * capacity)..]);
    }

    private void Place<T>(ReadOnlySpan<int> series, Span<T> row)
        where T : unmanaged, IBinaryInteger<T>
    {
        var head = Math.Min(Length, row.Length - Position);
        var used = series.Slice(Skip, Length);
        SeriesArithmetic.Convert(used[..head], row.Slice(Position, head));
        SeriesArithmetic.Convert(used[head..], row[..(Length - head)]);
        if (Length == head)
        {
            row[..Position].Clear();
            row[(Position + head)..].Clear();
        }
        else
        {
            row[(Length - head)..Position].Clear();
        }
    }
}
