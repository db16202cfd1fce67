using OrleansFlex.Domain.Charging;

namespace OrleansFlex.Domain.Tests.Charging;

/// <summary>
/// Tries every plan whose block edges lie on slot cuts but for one partial slot. Written from the rules, sharing nothing
/// with the planner; only for a handful of slots.
/// </summary>
internal sealed class ExhaustiveOracle
{
    private readonly ChargingRequest _request;
    private readonly ChargingOptions _options;
    private readonly List<(double Start, double End, double Price)> _slots = [];
    private readonly double _need;
    private readonly double _room;
    private readonly double _leastBlock;
    private readonly double _past;
    private readonly bool _running;
    private readonly double _kwhPerPercent;

    public ExhaustiveOracle(ChargingRequest request, ChargingOptions options)
    {
        _request = request;
        _options = options;
        _kwhPerPercent = request.CapacityKwh / 100 / request.Efficiency;
        var goal = Math.Min(request.TargetPercent, request.ChargeLimitPercent);
        _need = Math.Max(0, TimeTo(goal) - TimeTo(request.LevelPercent));
        _room = Math.Max(_need, TimeTo(request.ChargeLimitPercent) - TimeTo(request.LevelPercent));
        _leastBlock = options.MinimumBlockMinutes * 60_000.0;
        _running = request.RunningSinceMs is not null;
        _past = request.NowMs - (request.RunningSinceMs ?? request.NowMs);
        var end = request.ReadyByMs - options.MarginMinutes * 60_000L;
        var cuts = new SortedSet<long> { request.NowMs, end };
        for (var quarter = request.NowMs / 900_000 * 900_000; quarter < end; quarter += 900_000)
            cuts.Add(quarter);
        foreach (var start in request.Prices.StartsMs)
            cuts.Add(start);
        var inside = cuts.Where(c => c >= request.NowMs && c <= end).ToArray();
        for (var i = 0; i + 1 < inside.Length; i++)
            _slots.Add((inside[i] - request.NowMs, inside[i + 1] - request.NowMs, (double)request.Prices.PriceAt(inside[i])));
    }

    public int Slots => _slots.Count;

    /// <summary>Whether the need takes all the time there is, so that there is nothing to choose.</summary>
    public bool IsForced => _slots.Count == 0 || _need >= _slots[^1].End;

    public double Best()
    {
        var best = double.PositiveInfinity;
        for (var mask = 0; mask < 1 << _slots.Count; mask++)
        {
            best = Math.Min(best, CostOf(mask, -1, 0, true));
            var full = 0.0;
            for (var i = 0; i < _slots.Count; i++)
                full += (mask >> i & 1) == 1 ? _slots[i].End - _slots[i].Start : 0;
            for (var partial = 0; partial < _slots.Count; partial++)
            {
                if ((mask >> partial & 1) == 1)
                    continue;
                foreach (var early in new[] { true, false })
                {
                    foreach (var length in Lengths(mask, partial, early, full))
                    {
                        if (length > 0 && length < _slots[partial].End - _slots[partial].Start)
                            best = Math.Min(best, CostOf(mask, partial, length, early));
                    }
                }
            }
        }

        return best;
    }

    private IEnumerable<double> Lengths(int mask, int partial, bool early, double full)
    {
        yield return _need - full;
        yield return _room - full;
        // The length with which the block it belongs to is just long enough.
        var others = 0.0;
        if (early)
        {
            var i = partial - 1;
            while (i >= 0 && (mask >> i & 1) == 1)
                i--;
            others = _slots[partial].Start - _slots[i + 1].Start + (i < 0 ? _past : 0);
        }
        else
        {
            var i = partial + 1;
            while (i < _slots.Count && (mask >> i & 1) == 1)
                i++;
            others = _slots[i - 1].End - _slots[partial].End;
        }

        yield return _leastBlock - others;
    }

    private double CostOf(int mask, int partial, double length, bool early)
    {
        var pieces = new List<(double Start, double End, double Price)>();
        for (var i = 0; i < _slots.Count; i++)
        {
            var (start, end, price) = _slots[i];
            if ((mask >> i & 1) == 1)
                pieces.Add((start, end, price));
            else if (i == partial)
                pieces.Add(early ? (start, start + length, price) : (end - length, end, price));
        }

        var total = pieces.Sum(p => p.End - p.Start);
        if (total < _need - 1e-6 || total > _room + 1e-6)
            return double.PositiveInfinity;
        var blocks = new List<(double Start, double End)>();
        foreach (var piece in pieces)
        {
            if (blocks.Count > 0 && blocks[^1].End.Equals(piece.Start))
                blocks[^1] = (blocks[^1].Start, piece.End);
            else
                blocks.Add((piece.Start, piece.End));
        }

        var continues = _running && blocks.Count > 0 && blocks[0].Start.Equals(0);
        if (_running && !continues && _past < _leastBlock && _need > 0)
            return double.PositiveInfinity;
        // A need shorter than the least block may be met by one block that is shorter too.
        if (!(blocks.Count == 1 && _need > 0 && _need < _leastBlock))
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                var long_ = blocks[i].End - blocks[i].Start + (i == 0 && continues ? _past : 0);
                if (long_ < _leastBlock - 1e-6)
                    return double.PositiveInfinity;
            }
        }

        var used = 0.0;
        var cost = (double)_options.StartCost * (blocks.Count - (continues ? 1 : 0));
        foreach (var piece in pieces)
        {
            cost += piece.Price * (Kwh(used + piece.End - piece.Start) - Kwh(used));
            used += piece.End - piece.Start;
        }

        return cost;
    }

    /// <summary>Energy bought after a time of charging.</summary>
    private double Kwh(double ms) =>
        _request.Tapers ? (LevelAt(TimeTo(_request.LevelPercent) + ms) - _request.LevelPercent) * _kwhPerPercent : ms * _request.MaxPowerKw / 3_600_000;

    private double FullMs => _kwhPerPercent / _request.MaxPowerKw * 3_600_000;

    private double TimeTo(double level) => level <= 80 || !_request.Tapers
        ? level * FullMs
        : (80 - 25 * Math.Log(1 - (level - 80) / 25)) * FullMs;

    private double LevelAt(double ms) => ms <= 80 * FullMs ? ms / FullMs : 80 + 25 * (1 - Math.Exp((80 - ms / FullMs) / 25));
}
