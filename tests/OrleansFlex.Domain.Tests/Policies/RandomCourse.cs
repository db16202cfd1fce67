using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Policies;

/// <summary>A policy to which things happen at random, sensible ones or such as no vehicle would tell.</summary>
internal sealed class RandomCourse
{
    private const long Minute = 60_000;

    private static readonly double[] Strange =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 1e-300, 0, -1, 100.000001, 1e9];

    private static readonly DateTimeZone[] Zones =
        [DateTimeZone.Utc, DateTimeZoneProviders.Tzdb["Europe/Brussels"], DateTimeZoneProviders.Tzdb["Pacific/Apia"], DateTimeZoneProviders.Tzdb["Australia/Lord_Howe"]];

    private readonly Random _random;
    private readonly bool _isHostile;
    private readonly PlanBuffer _plan = new();
    private bool? _wasToCharge;

    public RandomCourse(int seed, bool isHostile)
    {
        _random = new Random(seed);
        _isHostile = isHostile;
        // Around the days on which clocks change, and those in between.
        NowMs = DateTimeOffset.Parse(_random.Next(3) switch { 0 => "2026-03-28T20:00:00Z", 1 => "2026-10-24T20:00:00Z", _ => "2026-01-05T18:00:00Z" }).ToUnixTimeMilliseconds()
            + (_random.Next(96) * 15 * Minute);
        Terms = NewTerms();
    }

    public long NowMs { get; private set; }

    public PolicyTerms Terms { get; private set; }

    public PolicyCourse Course { get; private set; } = PolicyCourse.Fresh;

    public ObservedVehicle? Vehicle { get; private set; }

    public PlanBuffer Plan => _plan;

    public PolicySituation Situation { get; private set; }

    public List<PlugSession> Settled { get; } = [];

    /// <summary>Something happens, then the policy takes a turn.</summary>
    public PolicyTurn Step()
    {
        switch (_random.Next(8))
        {
            case < 4:
                Observe();
                break;
            case 4:
                var target = Double(_random.Next(101));
                var wish = _random.Next(2) == 0
                    ? new DriverOverride { IsImmediate = true, Target = target }
                    : new DriverOverride { Target = _random.Next(2) == 0 ? target : null, ReadyByMs = _random.Next(2) == 0 ? ReadyBy() : null };
                if (Course.Set(wish, Vehicle, Terms, NowMs).TryGet(out var set, out _))
                    Course = set;
                break;
            case 5 when _random.Next(2) == 0:
                Course = Course.Clear();
                break;
            case 6 when _random.Next(2) == 0:
                Terms = NewTerms();
                break;
            default:
                NowMs += _random.Next(12) == 0 ? _random.Next(3 * 24 * 60) * Minute : _random.Next(90) * Minute;
                break;
        }

        var turn = Take();
        _wasToCharge = turn.ToCharge;
        Course = turn.Course;
        return turn;
    }

    /// <summary>The turn that is taken now.</summary>
    public PolicyTurn Take()
    {
        Situation = new PolicySituation
        {
            Terms = Terms,
            Vehicle = Vehicle,
            ZoneServes = _random.Next(10) != 0,
            Prices = Prices(),
            Options = new ChargingOptions(),
            NowMs = NowMs,
        };
        return PolicyTurn.Take(Course, Situation, _plan);
    }

    private void Observe()
    {
        NowMs += _random.Next(20) * Minute;
        var last = Vehicle;
        var atMs = Math.Max(last?.AtMs ?? 0, NowMs - (_random.Next(3) * Minute));
        var isPluggedIn = _random.Next(5) != 0;
        var isCharging = isPluggedIn && _random.Next(2) == 0;
        var isReachable = _random.Next(8) != 0;
        var isSame = last is not null && _random.Next(4) != 0;
        var vehicle = new ObservedVehicle
        {
            AtMs = atMs,
            IsPluggedIn = isPluggedIn,
            PluggedInSinceMs = isPluggedIn ? last is { IsPluggedIn: true } ? last.Value.PluggedInSinceMs : atMs : null,
            UnreachableSinceMs = isReachable ? null : last?.UnreachableSinceMs ?? atMs,
            IsCharging = isCharging,
            ChargingSinceMs = isCharging ? last is { IsCharging: true } ? last.Value.ChargingSinceMs : atMs : null,
            Level = _random.Next(12) == 0 ? null : Double(_random.NextDouble() * 100),
            ChargeLimit = _random.Next(3) == 0 ? null : Double(50 + _random.Next(51)),
            RateKw = _random.Next(3) == 0 ? null : Double(isCharging ? 11 * _random.NextDouble() : 0),
            MeterKwh = _random.Next(3) == 0 ? null : Double((last?.MeterKwh ?? 0) + (isCharging ? _random.NextDouble() * 3 : 0)),
            CapacityKwh = isSame ? last!.Value.CapacityKwh : Double(20 + _random.Next(80)),
            Efficiency = isSame ? last!.Value.Efficiency : Double(0.85 + (_random.NextDouble() * 0.1)),
            MaxKw = isSame ? last!.Value.MaxKw : Double(3.7 + (_random.NextDouble() * 18)),
            MinKw = _random.Next(2) == 0 ? 0 : Double(1.4),
            Tapers = _random.Next(3) == 0,
            OnOffOnly = _random.Next(3) == 0,
            Command = (CommandStanding)_random.Next(5),
            CommandSinceMs = _random.Next(2) == 0 ? 0 : NowMs - (_random.Next(20) * Minute),
        };
        Course = Course.Observe(Vehicle, vehicle, _wasToCharge, Terms, out var settled);
        Vehicle = vehicle;
        if (settled is not null)
            Settled.Add(settled);
    }

    private PolicyTerms NewTerms()
    {
        var days = Enumerable.Range(0, 7).Select(_ => new DaySchedule(_random.Next(1440), _random.Next(20, 101))).ToArray();
        return new PolicyTerms(WeeklySchedule.FromDays(days), Zones[_random.Next(Zones.Length)], _random.Next(21), _random.Next(50, 101));
    }

    private PriceCurve Prices()
    {
        var first = NowMs - (_random.Next(60) * Minute);
        return PriceCurve.Create([.. Enumerable.Range(0, _random.Next(30)).Select(i => new PriceStep(first + (i * 60 * Minute), _random.Next(-5, 40) / 100m))]);
    }

    private long ReadyBy() => _isHostile && _random.Next(4) == 0
        ? DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        : NowMs + (_random.Next(-60, 40 * 60) * Minute);

    private double Double(double sensible) => _isHostile && _random.Next(3) == 0 ? Strange[_random.Next(Strange.Length)] : sensible;
}
