using System.Runtime.CompilerServices;

namespace OrleansFlex.Domain.Charging;

/// <summary>
/// The exact search over plans whose block edges lie on slot cuts but for one partial slot. It walks the cuts in order of
/// time and keeps, for each amount of charging so far, the best partial plan, on and off; what cannot end below a given
/// cost is dropped by the <see cref="DualBound"/>.
/// </summary>
internal sealed partial class LabelSearch
{
    // Of the energy at a power that is rounded otherwise.
    private const double Slack = 1e-9;

    private readonly SlotGrid _grid;
    private readonly DualBound _bound;
    private readonly LabelSet _stops = new();
    private LabelSet _off = new();
    private LabelSet _on = new();
    private LabelSet _nextOn = new();
    private LabelSet _spare = new();
    private readonly EnergyMemo _energies = new();
    private Piece[] _pieces = new Piece[256];
    private int _pieceCount;
    private Task _task;
    private double _limit;
    private double _worth;
    private double _timeWorth;
    private double _startCost;
    private double _kwhPerNs;
    private double _leastShare;
    private long _leastBlock;
    private Label _best;
    private CostToGo _toGo = CostToGo.None;

    public LabelSearch(SlotGrid grid, DualBound bound) => (_grid, _bound) = (grid, bound);

    /// <summary>Whether the last run was broken off, so that what it found need not be the best.</summary>
    public bool GaveUp => _pieceCount > _task.Effort;

    /// <summary>Looks for the best plan that costs at most a limit; false if there is none.</summary>
    public bool Run(in Task task, double limit) => Run(task, limit, CostToGo.None);

    /// <summary>The same, led by what the rest of a plan costs at least.</summary>
    public bool Run(in Task task, double limit, CostToGo toGo)
    {
        _task = task;
        _toGo = toGo;
        _limit = limit + Label.Tolerance;
        _worth = _bound.Worth;
        _timeWorth = _bound.TimeWorth;
        _startCost = task.Rules.StartCost;
        _leastBlock = task.Rules.LeastBlockNs;
        _kwhPerNs = task.Battery.KwhPerNs;
        _leastShare = _bound.LeastShare;
        if (task.Tapers)
            _energies.Clear();
        _best = new Label { Cost = double.PositiveInfinity };
        _pieceCount = 0;
        _off.Clear();
        _on.Clear();
        Begin();
        for (var slot = 0; slot < _grid.Count && _pieceCount <= task.Effort; slot++)
        {
            _nextOn.Clear();
            _stops.Clear();
            var dropped = StartBlocks(slot);
            foreach (ref readonly var label in _on.Labels)
                GoOn(label, slot);
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
        return double.IsFinite(_best.Cost);
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
        var start = new Label { Piece = -1, YoungSinceNs = Label.Mature, Reduced = _worth * _bound.GoalKwh + _timeWorth * _task.LeastNs };
        start.Place = _toGo.PlaceOf(start);
        if (!_task.Rules.MustGoOn)
            Keep(_off, start);
        if (_task.Rules.RunningSinceNs is not { } since)
            return;
        if (_task.FromNs - since < _leastBlock)
            start.YoungSinceNs = since;
        start.Place = _toGo.PlaceOf(start);
        Keep(_on, start);
    }

    /// <summary>
    /// Starts blocks in a slot, where that can pay. What does not charge waits in its set from cut to cut; counts what need
    /// not wait any longer.
    /// </summary>
    private int StartBlocks(int slot)
    {
        var dropped = 0;
        var gain = Math.Min(0, _bound.ValueOf(_grid, slot));
        var mayStart = _limit - _startCost - gain - _bound.On[slot + 1];
        var mayStartAndStop = _limit - _startCost - gain - _bound.Off[slot + 1];
        var at = slot * _toGo.Stride;
        foreach (ref readonly var label in _off.Labels)
        {
            if (!MayWait(label, slot))
                dropped++;
            else if (label.Reduced <= mayStart && label.UsedNs < _task.MostNs && label.Cost + _toGo.Start[at + label.Place] <= _limit)
                StartBlock(label, slot, label.Reduced <= mayStartAndStop);
        }

        return dropped;
    }

    private void StartBlock(in Label label, int slot, bool mayStop)
    {
        var start = _grid.CutOf[slot];
        var end = _grid.CutOf[slot + 1];
        Charge(label, slot, start, end, start, isNew: true, goesOn: true, partial: false);
        if (label.PartialUsed)
            return;
        var fills = new Fills(_grid.ResiduesAfter(slot + 1), _task, label.UsedNs, end - start);
        while (fills.Next(out var length))
        {
            Charge(label, slot, end - length, end, end - length, isNew: true, goesOn: true, partial: true);
            if (mayStop && length >= _leastBlock)
                Charge(label, slot, start, start + length, start, isNew: true, goesOn: false, partial: true);
        }

        // Partial slots that make a block just long enough, whatever that does to the sum.
        if (mayStop && _leastBlock > 0 && _leastBlock < end - start)
            Charge(label, slot, start, start + _leastBlock, start, isNew: true, goesOn: false, partial: true);
        for (var i = slot + 1; i <= _grid.Count; i++)
        {
            var length = _leastBlock - (_grid.CutOf[i] - end);
            if (length <= 0)
                return;
            if (length < end - start)
                Charge(label, slot, end - length, end, end - length, isNew: true, goesOn: true, partial: true);
        }
    }

    private void GoOn(in Label label, int slot)
    {
        if (label.Cost + _toGo.Go[slot * _toGo.Stride + label.Place] > _limit)
            return;
        var start = _grid.CutOf[slot];
        var end = _grid.CutOf[slot + 1];
        Charge(label, slot, start, end, label.YoungSinceNs, isNew: false, goesOn: true, partial: false);
        if (label.PartialUsed || label.UsedNs >= _task.MostNs)
            return;
        var gain = Math.Min(0, _bound.ValueOf(_grid, slot));
        if (label.Reduced + gain + _bound.Off[slot + 1] > _limit)
            return;
        var fills = new Fills(_grid.ResiduesAfter(slot + 1), _task, label.UsedNs, end - start);
        while (fills.Next(out var length))
        {
            if (label.YoungSinceNs == Label.Mature || start + length - label.YoungSinceNs >= _leastBlock)
                Charge(label, slot, start, start + length, label.YoungSinceNs, isNew: false, goesOn: false, partial: true);
        }

        if (label.YoungSinceNs == Label.Mature)
            return;
        var rest = label.YoungSinceNs + _leastBlock - start;
        if (rest > 0 && rest < end - start)
            Charge(label, slot, start, start + rest, label.YoungSinceNs, isNew: false, goesOn: false, partial: true);
    }

    /// <summary>What charges at a cut and may stop there counts as not charging too.</summary>
    private void AllowStops(int cut)
    {
        foreach (ref readonly var label in _on.Labels)
        {
            if (label.YoungSinceNs == Label.Mature && MayWait(label, cut))
                Keep(_off, label);
        }
    }

    /// <summary>Throws out what need not wait any longer.</summary>
    private void Compact(int cut)
    {
        _spare.Clear();
        foreach (ref readonly var label in _off.Labels)
        {
            if (MayWait(label, cut))
                Keep(_spare, label);
        }

        (_off, _spare) = (_spare, _off);
    }

    private void Charge(in Label label, int slot, long start, long end, long youngSince, bool isNew, bool goesOn, bool partial)
    {
        var used = label.UsedNs + (end - start);
        if (used > _task.MostNs || used + _task.ToNs - _grid.CutOf[slot + 1] < _task.LeastNs)
            return;
        var price = _grid.PriceOf[slot];
        var fee = isNew ? _startCost : 0;
        var toGo = (goesOn ? _bound.On : _bound.Off)[slot + 1];
        if (_task.Tapers && used <= _task.LeastNs)
        {
            // At whatever power it may be, before finding out at which it is.
            var full = (price - _worth) * (end - start) * _kwhPerNs;
            var least = Math.Min(full, full * _leastShare) - _timeWorth * (end - start);
            if (label.Reduced + fee + least + toGo > _limit + Slack)
                return;
        }

        var total = _task.Tapers ? _energies.Of(_task, used) : 0;
        var kwh = _task.Tapers ? total - label.Kwh : (end - start) * _kwhPerNs;
        var cost = label.Cost + fee + price * kwh;
        var reduced = label.Reduced + fee + (price - _worth) * kwh - _timeWorth * (end - start);
        if (reduced + toGo > _limit || cost + _grid.EarningsFrom[slot + 1] > _limit)
            return;
        Label next;
        next.Place = 0;
        next.UsedNs = used;
        next.YoungSinceNs = goesOn && youngSince != Label.Mature && end - youngSince < _leastBlock ? youngSince : Label.Mature;
        next.Cost = cost;
        next.Reduced = reduced;
        next.Kwh = total;
        next.When = label.When + (end - start) * 1e-9 * ((start + end) * 0.5e-9);
        next.Piece = _pieceCount;
        next.Starts = (short)(label.Starts + (isNew ? 1 : 0));
        next.PartialUsed = label.PartialUsed || partial;
        next.Place = _toGo.PlaceOf(next);
        if (_toGo.Stride > 0 && cost + LeastToGo(next, slot + 1, goesOn) > _limit)
            return;
        ref var place = ref (goesOn ? _nextOn : _stops).Place(next);
        if (Unsafe.IsNullRef(ref place))
            return;
        place = next;
        if (_pieceCount == _pieces.Length)
            Array.Resize(ref _pieces, _pieceCount * 2);
        _pieces[_pieceCount++] = new Piece(label.Piece, new Slice(start, end, _grid.Steps[slot]));
    }

    /// <summary>Whether a plan that does not charge at a cut can still end within the limit.</summary>
    private bool MayWait(in Label label, int cut) =>
        label.Reduced <= _limit - _bound.Off[cut] && label.Cost + _toGo.Wait[cut * _toGo.Stride + label.Place] <= _limit;

    private double LeastToGo(in Label label, int cut, bool goesOn)
    {
        var at = cut * _toGo.Stride + label.Place;
        if (!goesOn)
            return _toGo.Wait[at];
        return label.YoungSinceNs == Label.Mature ? Math.Min(_toGo.Wait[at], _toGo.Go[at]) : _toGo.Go[at];
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
                && label.Cost <= _limit && label.IsBetterThan(_best))
                _best = label;
        }
    }

    private readonly record struct Piece(int Before, Slice Slice);
}
