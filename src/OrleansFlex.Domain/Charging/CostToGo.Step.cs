using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OrleansFlex.Domain.Charging;

internal sealed partial class CostToGo
{
    /// <summary>
    /// The cost that the best plan has unless something relaxed matters at its very start, where the search must look closer; infinite
    /// if none is known.
    /// </summary>
    public double Guess(SlotGrid grid, in LabelSearch.Task task)
    {
        var none = new Label { YoungSinceNs = Label.Mature };
        var isRunning = task.Rules.IsRunning;
        var first = _regularNs == grid.CutOf[0] ? 0 : 1;
        var at = first * _stride + PlaceOf(none);
        var stays = task.Rules.MustGoOn ? double.PositiveInfinity : _wait[at];
        if (first == 0)
            return isRunning ? Math.Min(stays, _go[at]) : stays;
        var head = grid.CutOf[1] - grid.CutOf[0];
        if (head > _goalNs)
            return stays;
        at = _stride + PlaceOf(none with { UsedNs = head });
        var toGo = isRunning ? Math.Min(_wait[at], _go[at]) : task.Rules.StartCost + _go[at];
        return Math.Min(stays, grid.PriceOf[0] * task.Kwh(head) + toGo);
    }

    /// <summary>Values at a cut from those at the next one, over a slot of a quarter.</summary>
    /// <remarks>Only of what can be open then: no more than there is time left for, no less than would be after charging all the time.</remarks>
    private void Step(SlotGrid grid, int slot, in LabelSearch.Task task)
    {
        var price = grid.PriceOf[slot];
        var mostPlace = (int)((grid.CutOf[grid.Count] - grid.CutOf[slot] + _spanNs) / QuarterNs) + 1;
        // One less, for what is looked up without the rest of a slot.
        var leastPlace = (int)Math.Max(0, (_goalNs - (grid.CutOf[slot] - grid.CutOf[0])) / QuarterNs - 2);
        leastPlace = 1 + leastPlace / Vector<double>.Count * Vector<double>.Count;
        var next = (slot + 1) * _stride;
        var prices = new Vector<double>(price);
        var fee = new Vector<double>(task.Rules.StartCost);
        var mayStopAtOnce = task.Rules.LeastBlockNs == 0;
        ref var wait = ref MemoryMarshal.GetArrayDataReference(_wait);
        ref var goes = ref MemoryMarshal.GetArrayDataReference(_go);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_start);
        ref var whole = ref MemoryMarshal.GetArrayDataReference(_whole);
        ref var partial = ref MemoryMarshal.GetArrayDataReference(_partial);
        for (var row = 0; row < _rows; row++)
        {
            var ways = Ways(row);
            var j = leastPlace;
            for (; j <= mostPlace && j < _width; j += Vector<double>.Count)
            {
                var at = row * _width + j;
                var go = prices * Load(ref whole, at) + Vector.Min(Load(ref wait, next + at - 1), Load(ref goes, next + at - 1));
                var start = go + fee;
                foreach (var (energies, target) in ways)
                {
                    var cost = prices * Load(ref partial, energies + j);
                    var stops = Load(ref wait, next + target + j);
                    var goesOn = Load(ref goes, next + target + j);
                    go = Vector.Min(go, cost + stops);
                    start = Vector.Min(start, cost + fee + (mayStopAtOnce ? Vector.Min(stops, goesOn) : goesOn));
                }

                var here = slot * _stride + at;
                go.StoreUnsafe(ref goes, (nuint)here);
                start.StoreUnsafe(ref starts, (nuint)here);
                Vector.Min(Load(ref wait, next + at), start).StoreUnsafe(ref wait, (nuint)here);
            }

            if (j < _width)
                NothingFrom(slot * _stride + row * _width + j, _width - j);
        }

        Edge(slot, task);
    }

    private void NothingFrom(int at, int count)
    {
        _wait.AsSpan(at, count).Fill(double.PositiveInfinity);
        _start.AsSpan(at, count).Fill(double.PositiveInfinity);
        _go.AsSpan(at, count).Fill(double.PositiveInfinity);
    }

    /// <summary>
    /// The one block that fits in exactly at the end of the window though it starts within a slot, by the least it can cost:
    /// where the last slot is a short one, a block of the least length starts so.
    /// </summary>
    private void AllowShortStart(SlotGrid grid, int slot, in LabelSearch.Task task)
    {
        var least = double.PositiveInfinity;
        for (var i = slot; i < grid.Count; i++)
            least = Math.Min(least, grid.PriceOf[i]);
        for (var row = 0; row < _unpartial; row++)
        {
            var at = slot * _stride + row * _width + 1;
            for (var open = _remainder[row]; open <= Math.Min(_goalNs, task.Rules.LeastBlockNs + _spanNs); open += QuarterNs, at++)
            {
                var used = _goalNs - open;
                var kwh = least < 0
                    ? task.Kwh(used + task.Rules.LeastBlockNs) - task.Kwh(used)
                    : task.Kwh(used + Math.Max(0, open - _spanNs)) - task.Kwh(used);
                var cost = task.Rules.StartCost + least * kwh;
                _start[at] = Math.Min(_start[at], cost);
                _wait[at] = Math.Min(_wait[at], cost);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double from, int at) => Vector.LoadUnsafe(ref from, (nuint)at);
}
