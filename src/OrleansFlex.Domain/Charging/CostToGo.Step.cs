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
    private void Step(int slot, double price, in BlockRules rules)
    {
        var next = (slot + 1) * _stride;
        var prices = new Vector<double>(price);
        var fee = new Vector<double>(rules.StartCost);
        var mayStopAtOnce = rules.LeastBlockNs == 0;
        ref var wait = ref MemoryMarshal.GetArrayDataReference(_wait);
        ref var goes = ref MemoryMarshal.GetArrayDataReference(_go);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_start);
        ref var whole = ref MemoryMarshal.GetArrayDataReference(_whole);
        ref var partial = ref MemoryMarshal.GetArrayDataReference(_partial);
        for (var row = 0; row < _rows; row++)
        {
            for (var j = 1; j < _width; j += Vector<double>.Count)
            {
                var at = row * _width + j;
                var go = prices * Load(ref whole, at) + Vector.Min(Load(ref wait, next + at - 1), Load(ref goes, next + at - 1));
                var start = go + fee;
                for (var to = _unpartial; row < _unpartial && to < _rows; to++)
                {
                    if (_remainder[to] == _remainder[row])
                        continue;
                    var cost = prices * Load(ref partial, (row * _rows + to) * _width + j);
                    var after = next + to * _width + j - ShiftOf(row, to);
                    var stops = Load(ref wait, after);
                    var goesOn = Load(ref goes, after);
                    go = Vector.Min(go, cost + stops);
                    start = Vector.Min(start, cost + fee + (mayStopAtOnce ? Vector.Min(stops, goesOn) : goesOn));
                }

                var here = slot * _stride + at;
                go.StoreUnsafe(ref goes, (nuint)here);
                start.StoreUnsafe(ref starts, (nuint)here);
                Vector.Min(Load(ref wait, next + at), start).StoreUnsafe(ref wait, (nuint)here);
            }
        }

        Edge(slot);
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
