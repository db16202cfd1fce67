using System.Runtime.InteropServices;

namespace OrleansFlex.Domain.Charging;

/// <summary>
/// The optimum for a device that can follow solar surplus, without start costs and least lengths. Each stretch between two
/// changes offers energy in two parts: up to the surplus (or the device's least power, if that is more), and from there to
/// full power. The first is never dearer than the second, so taking the cheapest parts first is optimal.
/// </summary>
internal sealed class SurplusSearch
{
    private readonly List<Part> _parts = [];
    private readonly List<Run> _runs = [];
    private readonly List<Slice> _slices = [];

    /// <summary>Cost of the energy, in currency units.</summary>
    public double Cost { get; private set; }

    /// <summary>Charging in order of time.</summary>
    public ReadOnlySpan<Run> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>The same without powers, for checking it against block rules.</summary>
    public ReadOnlySpan<Slice> Slices => CollectionsMarshal.AsSpan(_slices);

    /// <summary>Searches; the energies lie between need and room.</summary>
    public void Search(in ChargingRequest request, in RegularNeed need, double needKwh, double roomKwh)
    {
        Offer(request, need);
        _parts.Sort();
        double used = 0;
        Cost = 0;
        foreach (ref var part in CollectionsMarshal.AsSpan(_parts))
        {
            part.TakenKwh = Math.Clamp((part.Price < 0 ? roomKwh : needKwh) - used, 0, part.Kwh);
            used += part.TakenKwh;
            Cost += part.TakenKwh * part.Price;
        }

        Lay(request, need);
    }

    private void Offer(in ChargingRequest request, in RegularNeed need)
    {
        _parts.Clear();
        var full = request.MaxPowerKw;
        for (var at = need.FromMs; at < need.ToMs;)
        {
            var end = Math.Min(need.ToMs, EffectiveRate.NextChangeAfter(request, at));
            var hours = (end - at) / 3_600_000.0;
            var knee = Math.Max(request.Surplus?.KwAt(at) ?? 0, Math.Max(request.MinPowerKw, request.LeastFollowedKw));
            var import = request.Prices.PriceAt(at);
            var export = request.ExportPrices?.PriceAt(at) ?? 0;
            if (request.OnOffOnly || knee <= 0 || knee >= full || export > import)
                knee = full;
            var start = (at - need.OriginMs) * 1_000_000;
            var stop = (end - need.OriginMs) * 1_000_000;
            _parts.Add(new Part(start, stop, false, knee, knee, (double)EffectiveRate.At(request, at, knee), knee * hours));
            if (knee < full)
                _parts.Add(new Part(start, stop, true, knee, full - knee, (double)import, (full - knee) * hours));
            at = end;
        }
    }

    /// <summary>Puts the parts that were taken back in order of time, each as early as it can be.</summary>
    private void Lay(in ChargingRequest request, in RegularNeed need)
    {
        _runs.Clear();
        _slices.Clear();
        _parts.Sort(static (a, b) => a.StartNs != b.StartNs ? a.StartNs.CompareTo(b.StartNs) : a.Upper.CompareTo(b.Upper));
        for (var i = 0; i < _parts.Count; i++)
        {
            var part = _parts[i];
            if (part.Upper || part.TakenKwh <= 0)
                continue;
            var upper = i + 1 < _parts.Count && _parts[i + 1].Upper ? _parts[i + 1].TakenKwh : 0;
            var at = part.StartNs;
            var left = part.TakenKwh;
            if (upper > 0)
            {
                var both = Duration(upper, _parts[i + 1].Kw, part.EndNs - at);
                var lower = Math.Min(left, part.Kw * both / 3.6e12);
                var kw = part.KneeKw + _parts[i + 1].Kw;
                // An edge between two powers is rounded to milliseconds; the price keeps the cost exact.
                var price = at + both == part.EndNs
                    ? RateAt(request, need, at, kw)
                    : (decimal)Math.Round((upper * _parts[i + 1].Price + lower * part.Price) / (upper + lower), 12);
                Put(at, at + both, upper + lower, kw, price);
                left -= lower;
                at += both;
            }

            if (left > 0 && at < part.EndNs)
                Put(at, at + Duration(left, part.Kw, part.EndNs - at), left, part.KneeKw, RateAt(request, need, at, part.KneeKw));
        }
    }

    private static decimal RateAt(in ChargingRequest request, in RegularNeed need, long atNs, double kw) =>
        EffectiveRate.At(request, need.OriginMs + atNs / 1_000_000, kw);

    private void Put(long start, long end, double kwh, double kw, decimal price)
    {
        _runs.Add(new Run(start, end, kwh, kw, price));
        _slices.Add(new Slice(start, end, 0));
    }

    /// <summary>Rounded up to whole milliseconds, so that edges between two powers lie on them.</summary>
    private static long Duration(double kwh, double kw, long most) =>
        Math.Min(most, (long)Math.Ceiling(kwh / kw * 3.6e6 - 1e-6) * 1_000_000);

    /// <summary>Charging at one power.</summary>
    public readonly record struct Run(long StartNs, long EndNs, double Kwh, double Kw, decimal Price);

    private record struct Part(long StartNs, long EndNs, bool Upper, double KneeKw, double Kw, double Price, double Kwh) : IComparable<Part>
    {
        public double TakenKwh { get; set; }

        /// <summary>Cheapest first, then earliest, the lower part before the upper one.</summary>
        public readonly int CompareTo(Part other)
        {
            var byPrice = Price.CompareTo(other.Price);
            if (byPrice != 0)
                return byPrice;
            var byTime = StartNs.CompareTo(other.StartNs);
            return byTime != 0 ? byTime : Upper.CompareTo(other.Upper);
        }
    }
}
