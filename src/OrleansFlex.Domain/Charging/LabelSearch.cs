using System.Runtime.CompilerServices;

namespace OrleansFlex.Domain.Charging;

/// <summary>
/// The exact search over plans whose block edges lie on slot cuts but for one partial slot. It walks the cuts in order of
/// time and keeps, for each amount of charging so far, the best partial plan, on and off; what cannot end below a given
/// cost is dropped by the <see cref="DualBound"/>.
/// </summary>
internal sealed partial class LabelSearch
{
    private const int MaxPieces = 2_000_000;
    private readonly SlotGrid _grid;
    private readonly DualBound _bound;
    private readonly LabelSet _stops = new();
    private LabelSet _off = new();
    private LabelSet _on = new();
    private LabelSet _nextOn = new();
    private LabelSet _spare = new();
    private Piece[] _pieces = new Piece[256];
    private int _pieceCount;
    private Task _task;
    private Label _best;

    public LabelSearch(SlotGrid grid, DualBound bound) => (_grid, _bound) = (grid, bound);

    /// <summary>The best plan that the last run found.</summary>
    public ref readonly Label Best => ref _best;

    /// <summary>Looks for the best plan that costs at most a limit; false if there is none.</summary>
    public bool Run(in Task task, double limit)
    {
        _task = task with { Limit = limit + Label.Tolerance };
        _best = new Label { Cost = double.PositiveInfinity };
        _pieceCount = 0;
        _off.Clear();
        _on.Clear();
        Begin();
        var cuts = _grid.CutsNs;
        for (var slot = 0; slot < cuts.Length - 1 && _pieceCount <= MaxPieces; slot++)
        {
            _nextOn.Clear();
            _stops.Clear();
            var dropped = 0;
            foreach (ref readonly var label in _off.Labels)
            {
                if (!FromOff(label, slot, cuts))
                    dropped++;
            }

            foreach (ref readonly var label in _on.Labels)
                FromOn(label, slot, cuts);
            (_on, _nextOn) = (_nextOn, _on);
            if (dropped > 8 && dropped * 2 > _off.Count)
                Compact(slot + 1);
            foreach (ref readonly var label in _stops.Labels)
                Keep(_off, label);
            AllowStops(slot + 1);
            if (dropped == _off.Count && _on.Count == 0)
                break;
        }

        Finish(_off.Labels);
        Finish(_on.Labels);
        return _best.Cost <= _task.Limit;
    }

    /// <summary>Leaves the slices of the best plan in the scratch.</summary>
    public void Emit(Scratch scratch)
    {
        scratch.ClearSlices();
        for (var at = _best.Piece; at >= 0; at = _pieces[at].Before)
            scratch.AddSlice(_pieces[at].Slice);
        scratch.ReverseSlices();
    }

    private void Begin()
    {
        var start = new Label { Piece = -1, YoungSinceNs = Label.Mature };
        if (!_task.Rules.MustGoOn)
            Keep(_off, start);
        if (_task.Rules.RunningSinceNs is not { } since)
            return;
        if (_task.FromNs - since < _task.Rules.LeastBlockNs)
            start.YoungSinceNs = since;
        Keep(_on, start);
    }

    /// <summary>
    /// Starts a block in a slot, where that can pay. What does not charge waits in its set from cut to cut; false if it
    /// need not wait any longer.
    /// </summary>
    private bool FromOff(in Label label, int slot, ReadOnlySpan<long> cuts)
    {
        var start = cuts[slot];
        var end = cuts[slot + 1];
        var here = label.Cost + _bound.Worth * (_bound.GoalKwh - _task.Kwh(label.UsedNs));
        if (here + _bound.Off[slot] > _task.Limit)
            return false;
        var gain = Math.Min(0, (_grid.Prices[slot] - _bound.Worth) * _grid.Kwh[slot]);
        if (here + _task.Rules.StartCost + gain + _bound.On[slot + 1] > _task.Limit || label.UsedNs >= _task.MostNs)
            return true;
        Charge(label, slot, start, end, start, isNew: true, goesOn: true, partial: false);
        if (label.PartialUsed)
            return true;
        var fills = new Fills(_grid.ResiduesAfter(slot + 1), _task, label.UsedNs, end - start);
        while (fills.Next(out var length))
        {
            Charge(label, slot, end - length, end, end - length, isNew: true, goesOn: true, partial: true);
            if (length >= _task.Rules.LeastBlockNs)
                Charge(label, slot, start, start + length, start, isNew: true, goesOn: false, partial: true);
        }

        TryLeastBlocks(label, slot, cuts);
        return true;
    }

    private void FromOn(in Label label, int slot, ReadOnlySpan<long> cuts)
    {
        var start = cuts[slot];
        var end = cuts[slot + 1];
        Charge(label, slot, start, end, label.YoungSinceNs, isNew: false, goesOn: true, partial: false);
        if (label.PartialUsed || label.UsedNs >= _task.MostNs)
            return;
        var fills = new Fills(_grid.ResiduesAfter(slot + 1), _task, label.UsedNs, end - start);
        while (fills.Next(out var length))
        {
            if (label.YoungSinceNs == Label.Mature || start + length - label.YoungSinceNs >= _task.Rules.LeastBlockNs)
                Charge(label, slot, start, start + length, label.YoungSinceNs, isNew: false, goesOn: false, partial: true);
        }

        if (label.YoungSinceNs == Label.Mature)
            return;
        var rest = label.YoungSinceNs + _task.Rules.LeastBlockNs - start;
        if (rest > 0 && rest < end - start)
            Charge(label, slot, start, start + rest, label.YoungSinceNs, isNew: false, goesOn: false, partial: true);
    }

    /// <summary>What charges at a cut and may stop there counts as not charging too.</summary>
    private void AllowStops(int cut)
    {
        foreach (ref readonly var label in _on.Labels)
        {
            if (label.YoungSinceNs == Label.Mature && Bound(label, cut, _bound.Off) <= _task.Limit)
                Keep(_off, label);
        }
    }

    /// <summary>Throws out what need not wait any longer.</summary>
    private void Compact(int cut)
    {
        _spare.Clear();
        foreach (ref readonly var label in _off.Labels)
        {
            if (Bound(label, cut, _bound.Off) <= _task.Limit)
                Keep(_spare, label);
        }

        (_off, _spare) = (_spare, _off);
    }

    /// <summary>Partial slots that make a block just long enough, whatever that does to the sum.</summary>
    private void TryLeastBlocks(in Label label, int slot, ReadOnlySpan<long> cuts)
    {
        var start = cuts[slot];
        var end = cuts[slot + 1];
        var least = _task.Rules.LeastBlockNs;
        if (least > 0 && least < end - start)
            Charge(label, slot, start, start + least, start, isNew: true, goesOn: false, partial: true);
        for (var i = slot + 1; i < cuts.Length; i++)
        {
            var length = least - (cuts[i] - end);
            if (length <= 0)
                return;
            if (length < end - start)
                Charge(label, slot, end - length, end, end - length, isNew: true, goesOn: true, partial: true);
        }
    }

    private void Charge(in Label label, int slot, long start, long end, long youngSince, bool isNew, bool goesOn, bool partial)
    {
        var used = label.UsedNs + end - start;
        if (used > _task.MostNs)
            return;
        var cost = label.Cost + (isNew ? _task.Rules.StartCost : 0) + _grid.Prices[slot] * (_task.Kwh(used) - _task.Kwh(label.UsedNs));
        var next = new Label
        {
            UsedNs = used,
            YoungSinceNs = goesOn && youngSince != Label.Mature && end - youngSince < _task.Rules.LeastBlockNs ? youngSince : Label.Mature,
            Cost = cost,
            Starts = (short)(label.Starts + (isNew ? 1 : 0)),
            PartialUsed = label.PartialUsed || partial,
        };
        if (Bound(next, slot + 1, goesOn ? _bound.On : _bound.Off) > _task.Limit)
            return;
        next.When = label.When + (end - start) * 1e-9 * ((start + end) * 0.5e-9);
        ref var place = ref (goesOn ? _nextOn : _stops).Place(next);
        if (Unsafe.IsNullRef(ref place))
            return;
        if (_pieceCount == _pieces.Length)
            Array.Resize(ref _pieces, _pieceCount * 2);
        _pieces[_pieceCount] = new Piece(label.Piece, new Slice(start, end, _grid.Steps[slot]));
        next.Piece = _pieceCount++;
        place = next;
    }

    /// <summary>Lower bound of the cost of all plans that begin like this; infinite if none can meet the need.</summary>
    private double Bound(in Label label, int cut, ReadOnlySpan<double> toGo)
    {
        if (label.UsedNs + _task.ToNs - _grid.CutsNs[cut] < _task.LeastNs)
            return double.PositiveInfinity;
        return label.Cost + Math.Max(
            _grid.Earnings[cut],
            _bound.Worth * (_bound.GoalKwh - _task.Kwh(label.UsedNs)) + toGo[cut]);
    }

    private static void Keep(LabelSet set, in Label label)
    {
        ref var place = ref set.Place(label);
        if (!Unsafe.IsNullRef(ref place))
            place = label;
    }

    private void Finish(ReadOnlySpan<Label> labels)
    {
        foreach (ref readonly var label in labels)
        {
            if (label.YoungSinceNs == Label.Mature && label.UsedNs >= _task.LeastNs && label.UsedNs <= _task.MostNs
                && label.Cost <= _task.Limit && label.IsBetterThan(_best))
                _best = label;
        }
    }

    private readonly record struct Piece(int Before, Slice Slice);
}
