namespace OrleansFlex.Domain.Charging;

/// <summary>
/// How a battery fills while it charges at the power it accepts. Times are nanoseconds, so that rounding a duration up
/// to whole units costs less than 10⁻¹¹ kWh.
/// </summary>
/// <remarks>
/// With taper the accepted power is Pmax · u, u = 1 − 0.04 · (level − 80) above 80 %, never below the device's
/// least power. The level then follows dL/dt ∝ u, so u decays exponentially in time.
/// </remarks>
internal readonly struct ChargeProfile
{
    /// <summary>Longest duration that is told apart, about three years; keeps sums inside 64 bits.</summary>
    public const long MaxNs = 100_000_000_000_000_000;

    private const double KneePercent = 80;
    private const double SlopePerPercent = 0.04;
    private readonly double _nsPerPercent;
    private readonly double _floor;
    private readonly bool _tapers;
    private readonly double _floorLevel;
    private readonly double _floorNs;

    public ChargeProfile(in ChargingRequest request)
    {
        MaxKw = request.MaxPowerKw;
        KwhPerPercent = request.CapacityKwh / 100 / request.Efficiency;
        KwhPerNs = MaxKw / 3.6e12;
        _nsPerPercent = KwhPerPercent / KwhPerNs;
        _tapers = request.Tapers;
        _floor = Math.Clamp(request.MinPowerKw / MaxKw, 0.2, 1);
        _floorLevel = KneePercent + (1 - _floor) / SlopePerPercent;
        _floorNs = KneePercent * _nsPerPercent - Math.Log(_floor) * _nsPerPercent / SlopePerPercent;
    }

    private ChargeProfile(double maxKw, in ChargeProfile from)
    {
        this = from;
        MaxKw = maxKw;
        KwhPerNs = maxKw / 3.6e12;
        _nsPerPercent = KwhPerPercent / KwhPerNs;
        _tapers = false;
    }

    /// <summary>Full power in kW.</summary>
    public double MaxKw { get; }

    /// <summary>Energy at the wall for one percent of level.</summary>
    public double KwhPerPercent { get; }

    /// <summary>Energy of one nanosecond at full power.</summary>
    public double KwhPerNs { get; }

    /// <summary>The same battery charging at the constant power that takes as long from one level to another.</summary>
    public ChargeProfile AtMeanPower(double level, long ns) => new(MaxKw * Kwh(level, ns) / (ns * KwhPerNs), this);

    /// <summary>Whether charging up to a level leaves full power.</summary>
    public bool TapersBelow(double level) => _tapers && level > KneePercent;

    /// <summary>Time to charge from one level to another, rounded up.</summary>
    public long Ns(double from, double to) =>
        to <= from ? 0 : (long)Math.Min(MaxNs, Math.Ceiling(_tapers && to > KneePercent ? TimeTo(to) - TimeTo(from) : (to - from) * _nsPerPercent));

    /// <summary>Share of full power that is accepted after a time of charging that starts at a level.</summary>
    public double ShareAfter(double from, long ns) =>
        _tapers ? Math.Clamp(1 - SlopePerPercent * (LevelAt(TimeTo(from) + ns) - KneePercent), _floor, 1) : 1;

    /// <summary>Energy bought during a time of charging that starts at a level.</summary>
    public double Kwh(double from, double ns)
    {
        if (!_tapers)
            return ns * KwhPerNs;
        var start = TimeTo(from);
        return start + ns <= KneePercent * _nsPerPercent
            ? ns * KwhPerNs
            : (LevelAt(start + ns) - from) * KwhPerPercent;
    }

    private double TimeTo(double level)
    {
        if (level <= KneePercent)
            return level * _nsPerPercent;
        if (level >= _floorLevel)
            return _floorNs + (level - _floorLevel) * _nsPerPercent / _floor;
        return KneePercent * _nsPerPercent - Math.Log(1 - SlopePerPercent * (level - KneePercent)) * _nsPerPercent / SlopePerPercent;
    }

    private double LevelAt(double ns)
    {
        var knee = KneePercent * _nsPerPercent;
        if (ns <= knee)
            return ns / _nsPerPercent;
        if (ns >= _floorNs)
            return _floorLevel + (ns - _floorNs) / _nsPerPercent * _floor;
        return KneePercent + (1 - Math.Exp((knee - ns) / _nsPerPercent * SlopePerPercent)) / SlopePerPercent;
    }
}
