using System.Numerics;

namespace OrleansFlex.Domain.Charging;

internal sealed partial class CostToGo
{
    private double[] _waitCells = [];
    private double[] _startCells = [];
    private double[] _goCells = [];
    private readonly int[] _wayCount = new int[MaxRows];
    private readonly Way[] _ways = new Way[MaxRows * MaxRows];

    /// <summary>Works out all values; false where the grid is not one of whole quarters, or too large.</summary>
    public bool Build(SlotGrid grid, in LabelSearch.Task task)
    {
        Clear();
        var cuts = grid.CutsNs;
        var count = grid.Count;
        if (count < 4 || task.Rules.LeastBlockNs % QuarterNs != 0 || cuts[count - 1] - cuts[1] != (count - 2) * QuarterNs)
            return false;
        var head = cuts[1] - cuts[0];
        var tail = (cuts[count] - cuts[count - 1]) % QuarterNs;
        var first = head < QuarterNs ? 1 : 0;
        _mayExceed = task.MayExceed;
        _goalNs = task.GoalNs;
        _spanNs = _goalNs - task.LeastNs;
        _regularNs = cuts[first];
        FindRows(head, tail);
        var quarters = (int)(_goalNs / QuarterNs) + 1;
        _width = 1 + (quarters + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _stride = _rows * _width + 1;
        var cells = (long)_stride * (count + 1);
        if (cells > MaxCells)
        {
            Clear();
            return false;
        }

        Unknown = _stride - 1;
        Grow((int)cells);
        FindEnergies(task, quarters);
        _last = tail > 0 ? count - 1 : count;
        _shortStart = tail > 0 && task.Rules.LeastBlockNs > 0 ? count - 1 - (int)(task.Rules.LeastBlockNs / QuarterNs) : -1;
        Finish(grid, task, _last, tail);
        for (var slot = _last - 1; slot >= first; slot--)
        {
            Step(grid, slot, task);
            if (slot == _shortStart)
                AllowShortStart(grid, slot, task);
        }

        for (var cut = 0; cut < first; cut++)
        {
            _wait.AsSpan(cut * _stride, _stride).Fill(double.NegativeInfinity);
            _start.AsSpan(cut * _stride, _stride).Fill(double.NegativeInfinity);
            _go.AsSpan(cut * _stride, _stride).Fill(double.NegativeInfinity);
        }

        if (tail > 0)
            NothingAfter(count, task);
        return true;
    }

    private void FindRows(long head, long tail)
    {
        _rows = 0;
        AddRow(_goalNs, 0);
        if (head < QuarterNs && head <= _goalNs)
            AddRow(_goalNs - head, 0);
        _unpartial = _rows;
        AddRow(0, _unpartial);
        AddRow(tail, _unpartial);
        if (_spanNs == 0)
            return;
        AddRow(_spanNs, _unpartial);
        AddRow(_spanNs + tail, _unpartial);
    }

    private void AddRow(long openNs, int from)
    {
        var remainder = openNs % QuarterNs;
        if (!_remainder.AsSpan(from, _rows - from).Contains(remainder))
            _remainder[_rows++] = remainder;
    }

    private void Grow(int cells)
    {
        if (_waitCells.Length < cells)
        {
            _waitCells = new double[cells * 3 / 2];
            _startCells = new double[cells * 3 / 2];
            _goCells = new double[cells * 3 / 2];
        }

        (_wait, _start, _go) = (_waitCells, _startCells, _goCells);
        var needed = _rows * _rows * _width;
        if (_partial.Length >= needed)
            return;
        _kwh = new double[needed * 2];
        _whole = new double[needed * 2];
        _partial = new double[needed * 2];
    }

    /// <summary>Energy still to come at each place, and what a whole or a partial slot takes of it.</summary>
    private void FindEnergies(in LabelSearch.Task task, int quarters)
    {
        var all = task.Kwh(_goalNs);
        for (var row = 0; row < _rows; row++)
        {
            var kwh = _kwh.AsSpan(row * _width, _width);
            var whole = _whole.AsSpan(row * _width, _width);
            kwh[0] = row >= _unpartial && MayExceedBy(task, QuarterNs - _remainder[row]) ? all - task.Kwh(_goalNs + QuarterNs - _remainder[row]) : 0;
            for (var j = 0; j < quarters; j++)
                kwh[1 + j] = all - task.Kwh(Math.Max(0, _goalNs - _remainder[row] - j * QuarterNs));
            for (var j = 0; j < quarters; j++)
                whole[1 + j] = kwh[1 + j] - kwh[j];
        }

        for (var from = 0; from < _unpartial; from++)
        {
            _wayCount[from] = 0;
            for (var to = _unpartial; to < _rows; to++)
            {
                if (_remainder[to] == _remainder[from])
                    continue;
                var partial = _partial.AsSpan((from * _rows + to) * _width, _width);
                var before = _kwh.AsSpan(from * _width, _width);
                var after = _kwh.AsSpan(to * _width, _width);
                var shift = ShiftOf(from, to);
                for (var j = 1; j <= quarters; j++)
                    partial[j] = before[j] - after[j - shift];
                _ways[from * MaxRows + _wayCount[from]++] = new Way((from * _rows + to) * _width, to * _width - shift);
            }
        }
    }

    /// <summary>How a row's partial slots lead on.</summary>
    private ReadOnlySpan<Way> Ways(int row) => row < _unpartial ? _ways.AsSpan(row * MaxRows, _wayCount[row]) : default;

    /// <summary>By how many quarters more than none a partial slot goes down that leads from one row to another.</summary>
    private int ShiftOf(int from, int to) => _remainder[from] > _remainder[to] ? 0 : 1;

    /// <summary>Values where nothing may follow: at the end of the window, or at the last slot if it is a short one.</summary>
    private void Finish(SlotGrid grid, in LabelSearch.Task task, int cut, long tail)
    {
        NothingAfter(cut, task);
        if (tail == 0)
            return;
        var price = grid.PriceOf[cut];
        for (var row = 0; row < _rows; row++)
        {
            var at = cut * _stride + row * _width + 1;
            for (var open = _remainder[row]; open <= Math.Min(_goalNs, _spanNs + QuarterNs); open += QuarterNs, at++)
            {
                _go[at] = EndingCost(task, open, tail, price, row < _unpartial);
                if (task.Rules.LeastBlockNs == 0)
                    _start[at] = task.Rules.StartCost + _go[at];
                _wait[at] = Math.Min(_wait[at], _start[at]);
            }
        }
    }

    /// <summary>What it costs to end a plan with the short last slot, or with a part of it; infinite if that cannot be.</summary>
    private double EndingCost(in LabelSearch.Task task, long open, long tail, double price, bool mayBePartial)
    {
        var used = _goalNs - open;
        var most = Math.Min(open, tail);
        if (open - most > _spanNs)
            return double.PositiveInfinity;
        var least = mayBePartial || tail > open ? Math.Max(0, open - _spanNs) : most;
        return price * (task.Kwh(used + (price < 0 ? most : least)) - task.Kwh(used));
    }

    private void NothingAfter(int cut, in LabelSearch.Task task)
    {
        var wait = _wait.AsSpan(cut * _stride, _stride);
        NothingFrom(cut * _stride, _stride);
        for (var row = 0; row < _rows; row++)
        {
            var values = wait.Slice(row * _width, _width);
            for (var (j, open) = (1, _remainder[row]); j < _width && open <= _spanNs; j++, open += QuarterNs)
                values[j] = 0;
        }

        Edge(cut, task);
    }

    /// <summary>Whether a plan may end so much above the goal.</summary>
    private bool MayExceedBy(in LabelSearch.Task task, long ns) => !_mayExceed && _goalNs + ns <= task.MostNs;

    /// <summary>What lies below a row's first place: nothing is open there any more, or too much has been charged.</summary>
    private void Edge(int cut, in LabelSearch.Task task)
    {
        for (var row = 0; row < _rows; row++)
        {
            var at = cut * _stride + row * _width;
            var isEnough = _remainder[row] > 0 && (row < _unpartial ? !_mayExceed : MayExceedBy(task, QuarterNs - _remainder[row]));
            _wait[at] = isEnough ? 0 : double.PositiveInfinity;
            _start[at] = double.PositiveInfinity;
            _go[at] = double.PositiveInfinity;
        }

        var unknown = cut * _stride + Unknown;
        (_wait[unknown], _start[unknown], _go[unknown]) = (double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);
    }

    /// <summary>Partial slots from one row to another: where their energies begin, and where what is open after them does.</summary>
    private readonly record struct Way(int Energies, int Target);
}
