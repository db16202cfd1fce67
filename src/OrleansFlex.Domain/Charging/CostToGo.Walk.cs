namespace OrleansFlex.Domain.Charging;

internal sealed partial class CostToGo
{
    // More than what rounding adds up to, and less than anybody pays: costs this close are left to the search, which decides ties.
    private const double Near = 4e-9;

    /// <summary>
    /// Reads the best plan off the values, where no other is as cheap and nothing that they relax bears on it; false where that is not so,
    /// or not known. Another plan as cheap would leave this one at some cut by a way that costs no more, and each way is looked at.
    /// </summary>
    public bool Walk(SlotGrid grid, in LabelSearch.Task task, Scratch scratch)
    {
        var rules = task.Rules;
        if (_mayExceed || _goalNs < QuarterNs || rules.LeastBlockNs > QuarterNs || rules.StartCost <= 2 * Near
            || (rules.RunningSinceNs is { } since && task.FromNs - since < rules.LeastBlockNs))
            return false;
        scratch.ClearSlices();
        var at = new Position { IsOn = rules.IsRunning };
        (at.Row, at.Place) = Split(PlaceOf(new Label { YoungSinceNs = Label.Mature }));
        if (_regularNs != grid.CutOf[0] && !LeaveHead(grid, task, scratch, ref at))
            return false;
        while (OpenAt(at) > 0)
        {
            if (at.Cut == _last)
                return CloseWithTail(grid, at, scratch) && rules.Accepts(scratch.Slices, task.FromNs, out _);
            if (!Advance(grid, rules, scratch, ref at))
                return false;
        }

        return rules.Accepts(scratch.Slices, task.FromNs, out _);
    }

    private long OpenAt(in Position at) => OpenAt(at.Row, at.Place);

    private long OpenAt(int row, int place) => _remainder[row] + (place - 1) * QuarterNs;

    private (int Row, int Place) Split(int place) => (place / _width, place % _width);

    /// <summary>The short first slot, which the values begin after.</summary>
    private bool LeaveHead(SlotGrid grid, in LabelSearch.Task task, Scratch scratch, ref Position at)
    {
        var head = grid.CutOf[1] - grid.CutOf[0];
        if (head > _goalNs)
            return false;
        var best = new Best();
        best.Offer(_wait[_stride + at.Row * _width + at.Place], at.Row * _width + at.Place, 0, false);
        OfferInHead(ref best, task, grid.PriceOf[0], head, isPartial: false, at.IsOn);
        for (var to = _unpartial; to < _rows; to++)
        {
            var length = (_goalNs - _remainder[to]) % QuarterNs;
            if (length > 0 && length < head)
                OfferInHead(ref best, task, grid.PriceOf[0], length, isPartial: true, at.IsOn);
        }

        if (task.Rules.LeastBlockNs > 0)
        {
            // A block that starts here and is just long enough ends within the next slot, which is not followed.
            var after = 2 * _stride + PlaceOf(new Label { UsedNs = QuarterNs, PartialUsed = true, YoungSinceNs = Label.Mature });
            var both = grid.PriceOf[0] * task.Kwh(head) + grid.PriceOf[1] * (task.Kwh(QuarterNs) - task.Kwh(head));
            if (!(task.Rules.StartCost + both + _wait[after] > best.Cost + Near))
                return false;
        }

        if (!best.IsAlone)
            return false;
        Follow(best, grid, scratch, ref at);
        return true;
    }

    private void OfferInHead(ref Best best, in LabelSearch.Task task, double price, long length, bool isPartial, bool isRunning)
    {
        var place = PlaceOf(new Label { UsedNs = length, PartialUsed = isPartial, YoungSinceNs = Label.Mature });
        var cost = price * task.Kwh(length);
        var (stops, goes) = (cost + _wait[_stride + place], cost + _go[_stride + place]);
        var (fee, mayStopAtOnce) = (task.Rules.StartCost, task.Rules.LeastBlockNs == 0);
        if (!isPartial)
        {
            if (isRunning)
                best.Offer(Math.Min(stops, goes), place, length, true);
            best.Offer(fee + (mayStopAtOnce ? Math.Min(stops, goes) : goes), place, length, true, mustGoOn: !mayStopAtOnce);
            return;
        }

        if (isRunning)
            best.Offer(stops, place, length, false);
        if (mayStopAtOnce)
            best.Offer(fee + stops, place, length, false);
        best.Offer(fee + goes, place, length, true, mustGoOn: true);
    }

    private void Follow(in Best best, SlotGrid grid, Scratch scratch, ref Position at)
    {
        var (start, end) = (grid.CutOf[at.Cut], grid.CutOf[at.Cut + 1]);
        // A partial slot lies where it joins the rest of its block.
        if (best.Ns > 0)
            scratch.AddSlice(best.GoesOn ? new Slice(end - best.Ns, end, grid.Steps[at.Cut]) : new Slice(start, start + best.Ns, grid.Steps[at.Cut]));
        (at.Row, at.Place) = Split(best.Place);
        (at.IsOn, at.MustGoOn) = (best.GoesOn, best.MustGoOn);
        at.Cut++;
    }

    /// <summary>Waits or charges for a slot of a quarter, whichever is the one best thing to do.</summary>
    private bool Advance(SlotGrid grid, in BlockRules rules, Scratch scratch, ref Position at)
    {
        var here = at.Cut * _stride + at.Row * _width + at.Place;
        var waits = at.MustGoOn ? double.PositiveInfinity : _wait[here + _stride];
        var starts = at.MustGoOn ? double.PositiveInfinity : _start[here];
        var goes = at.IsOn ? _go[here] : double.PositiveInfinity;
        var charges = Math.Min(starts, goes);
        if (!(Math.Abs(waits - charges) > Near))
            return false;
        if (waits < charges)
        {
            (at.Cut, at.IsOn, at.MustGoOn) = (at.Cut + 1, false, false);
            return true;
        }

        var mayStopAtOnce = rules.LeastBlockNs == 0;
        var isNew = starts < goes - Near;
        if (isNew && at.Cut == _shortStart)
            return false;
        var best = WaysToCharge(grid.PriceOf[at.Cut], at, isNew, mayStopAtOnce);
        if (!best.IsAlone || best.Cost > charges - (isNew ? rules.StartCost : 0) + Near)
            return false;
        if (!isNew && starts <= goes + Near && !best.IsTwinOf(WaysToCharge(grid.PriceOf[at.Cut], at, isNew: true, mayStopAtOnce)))
            return false;
        Follow(best, grid, scratch, ref at);
        return true;
    }

    private Best WaysToCharge(double price, in Position at, bool isNew, bool mayStopAtOnce)
    {
        var best = new Best();
        var next = (at.Cut + 1) * _stride;
        var place = at.Row * _width + at.Place;
        // A whole slot where less is open is one that its partial slot stands for.
        if (at.Place > 1)
            best.Offer(price * _whole[place] + Math.Min(_wait[next + place - 1], _go[next + place - 1]), place - 1, QuarterNs, true);
        foreach (var (energies, towards) in Ways(at.Row))
        {
            var target = towards + at.Place;
            var (row, left) = Split(target);
            if (left == 0)
                continue;
            var cost = price * _partial[energies + at.Place];
            var length = OpenAt(at) - OpenAt(row, left);
            if (isNew)
                best.Offer(cost + _go[next + target], target, length, true, mustGoOn: true);
            if (!isNew || mayStopAtOnce)
                best.Offer(cost + _wait[next + target], target, length, false);
        }

        return best;
    }

    /// <summary>Ends with the short last slot, or as much of it as is open.</summary>
    private bool CloseWithTail(SlotGrid grid, in Position at, Scratch scratch)
    {
        if (!at.IsOn || at.Cut == grid.Count || !double.IsFinite(_go[at.Cut * _stride + at.Row * _width + at.Place]))
            return false;
        scratch.AddSlice(new Slice(grid.CutOf[at.Cut], grid.CutOf[at.Cut] + OpenAt(at), grid.Steps[at.Cut]));
        return true;
    }

    private struct Position
    {
        public int Cut;
        public int Row;
        public int Place;
        public bool IsOn;

        /// <summary>Whether the block is too short to end, or was counted on to go on.</summary>
        public bool MustGoOn;
    }

    /// <summary>The cheapest of some ways on, and whether another comes near it.</summary>
    private struct Best()
    {
        private double _second = double.PositiveInfinity;

        public double Cost = double.PositiveInfinity;
        public int Place;
        public long Ns;
        public bool GoesOn;
        public bool MustGoOn;

        public readonly bool IsAlone => _second > Cost + Near;

        /// <summary>
        /// Whether both fill a part of the same gap, one from its beginning and the other up to its end. They cost the same, and the earlier
        /// is the one to take.
        /// </summary>
        public readonly bool IsTwinOf(in Best other) => other.IsAlone && other.MustGoOn && !GoesOn && Place == other.Place;

        public void Offer(double cost, int place, long ns, bool goesOn, bool mustGoOn = false)
        {
            // Also where a value says nothing.
            if (!(cost < Cost))
            {
                _second = Math.Min(_second, cost);
                return;
            }

            _second = Cost;
            (Cost, Place, Ns, GoesOn, MustGoOn) = (cost, place, ns, goesOn, mustGoOn);
        }
    }
}
