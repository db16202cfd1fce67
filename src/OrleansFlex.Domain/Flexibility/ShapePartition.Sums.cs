using System.Collections.Immutable;
using System.Numerics;

namespace OrleansFlex.Domain.Flexibility;

public sealed partial class ShapePartition
{
    private readonly MemberSlab<short> _narrow;
    private readonly MemberSlab<int> _wide;
    private readonly short[] _narrowRow;
    private readonly int[] _wideRow;
    private readonly short[] _narrowZero;
    private readonly int[] _wideZero;
    private PartitionSums? _last;
    private bool _isDirty = true;

    /// <summary>Whether the next <see cref="Snapshot"/> differs from the last one.</summary>
    public bool HasChanges => _isDirty;

    /// <summary>
    /// The sums as of now. Copies only what changed since the last snapshot, and answers that same object when nothing
    /// did; its revision rises otherwise.
    /// </summary>
    public PartitionSums Snapshot()
    {
        if (!_isDirty && _last is not null)
            return _last;
        var start = _first % _capacity;
        var cells = ImmutableArray.CreateBuilder<ShapeCell>(_cells.Count);
        foreach (var cell in _cells.Values)
        {
            if (cell.IsDirty || cell.Frozen is null)
                cell.Frozen = cell.Freeze(start);
            cell.IsDirty = false;
            cells.Add(cell.Frozen);
        }
        _isDirty = false;
        _last = new PartitionSums((_last?.Revision ?? 0) + 1, _first, _capacity, _countedMembers, cells.MoveToImmutable());
        return _last;
    }

    private void MarkDirty(CellSums cell) => cell.IsDirty = _isDirty = true;

    private void Replace<T>(
        ref PartitionMember member, CellSums? cell, bool isWide, bool isReachable, bool isNew, MemberSlab<T> slab, T[] row, T[] zero)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (member.Slot != PartitionMember.None && member.IsWide != isWide)
            ChangeWidth(ref member, cell);
        var isFresh = member.Slot == PartitionMember.None;
        if (isFresh)
            member.Slot = slab.Take();
        member.IsWide = isWide;
        var held = slab[member.Slot];
        if (isFresh)
            held.Clear();
        else
            Align(ref member, held);
        member.AlignedTo = _first;
        if (cell is not null)
        {
            var isSame = member.IsReachable == isReachable && row.AsSpan().SequenceEqual(held);
            if (!isSame)
            {
                Apply<T>(cell, row, isReachable, held, member.IsReachable || isFresh, zero);
                MarkDirty(cell);
            }
            if (isNew)
            {
                _countedMembers++;
                MarkDirty(cell);
            }
        }
        member.IsReachable = isReachable;
        row.CopyTo(held);
    }

    private void ChangeWidth(ref PartitionMember member, CellSums? cell)
    {
        if (cell is not null)
        {
            Discount(ref member, cell);
            _countedMembers++;
        }
        if (member.IsWide)
            _wide.Release(member.Slot);
        else
            _narrow.Release(member.Slot);
        member.Slot = PartitionMember.None;
    }

    private void Count(ref PartitionMember member, CellSums cell) => Count(ref member, cell, isCounted: true);

    private void Discount(ref PartitionMember member, CellSums cell) => Count(ref member, cell, isCounted: false);

    private void Count(ref PartitionMember member, CellSums cell, bool isCounted)
    {
        if (member.Slot == PartitionMember.None)
            return;
        if (member.IsWide)
            Count(ref member, cell, isCounted, _wide[member.Slot], _wideZero);
        else
            Count(ref member, cell, isCounted, _narrow[member.Slot], _narrowZero);
        _countedMembers += isCounted ? 1 : -1;
        MarkDirty(cell);
    }

    private void Count<T>(ref PartitionMember member, CellSums cell, bool isCounted, Span<T> held, T[] zero)
        where T : unmanaged, IBinaryInteger<T>
    {
        Align(ref member, held);
        if (isCounted)
            Apply<T>(cell, held, member.IsReachable, zero, true, zero);
        else
            Apply<T>(cell, zero, true, held, member.IsReachable, zero);
    }

    private void Apply<T>(CellSums cell, ReadOnlySpan<T> now, bool isReachable, ReadOnlySpan<T> before, bool wasReachable, ReadOnlySpan<T> zero)
        where T : unmanaged, IBinaryInteger<T>
    {
        var n = _capacity;
        SeriesArithmetic.Accumulate(cell.Expected, now[..n], before[..n]);
        SeriesArithmetic.Accumulate(cell.Minimum, now.Slice(n, n), before.Slice(n, n));
        SeriesArithmetic.Accumulate(cell.Maximum, now.Slice(2 * n, n), before.Slice(2 * n, n));
        SeriesArithmetic.AccumulateSquares(cell.Variance, now.Slice(3 * n, n), before.Slice(3 * n, n));
        if (isReachable && wasReachable)
            return;
        var lost = isReachable ? zero : now;
        var regained = wasReachable ? zero : before;
        SeriesArithmetic.Accumulate(cell.UnreachableMinimum, lost.Slice(n, n), regained.Slice(n, n));
        SeriesArithmetic.Accumulate(cell.UnreachableMaximum, lost.Slice(2 * n, n), regained.Slice(2 * n, n));
    }

    /// <summary>Clears the places of a member's rows whose chunks left the window since they were last touched.</summary>
    private void Align<T>(ref PartitionMember member, Span<T> held)
        where T : unmanaged, IBinaryInteger<T>
    {
        var passed = _first - member.AlignedTo;
        if (passed >= _capacity)
            held.Clear();
        else
            for (var chunk = member.AlignedTo; chunk < _first; chunk++)
            {
                var position = chunk % _capacity;
                for (var series = 0; series < MemberSlab<T>.SeriesCount; series++)
                    held[(series * _capacity) + position] = default;
            }
        member.AlignedTo = _first;
    }
}
