using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Domain.Tests.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

/// <summary>A month of simulated households that charge by price, with a forecast of the coming day every so often.</summary>
internal sealed class FleetMonth
{
    private const long StepMs = 900_000;
    private const int Horizon = 96;
    private readonly LocalCalendar _calendar = SandboxFixture.Brussels;
    private readonly FleetPrices _prices;
    private readonly List<SimulatedHousehold> _houses;
    private readonly List<FleetCar> _cars;
    private readonly List<LoadProfile?> _profiles;
    private readonly double[] _lastKwh;
    private readonly double[] _lastProfileKwh;
    private readonly Dictionary<long, List<FleetForecast>> _open = [];
    private readonly int[] _expected = new int[Horizon];
    private readonly int[] _minimum = new int[Horizon];
    private readonly int[] _maximum = new int[Horizon];
    private readonly int[] _sigma = new int[Horizon];
    private readonly int[] _returnSigma = new int[Horizon];

    public FleetMonth(ulong seed, int households, long startMs)
    {
        NowMs = startMs;
        var area = new LivingArea(seed, "BE-1", _calendar, 50.8);
        _prices = new FleetPrices(seed, _calendar);
        _houses = [.. HouseholdFactory.CreateMany(seed, households, HouseholdMix.Default, 50.8, 4.4)
            .Select(spec => new SimulatedHousehold(spec, area, startMs))];
        _cars = [.. _houses.Where(h => h.Vehicle is not null).Select(h => new FleetCar(h, _calendar))];
        _profiles = [.. _houses.Select(h => h.Battery is not null || h.HeatPump is not null ? new LoadProfile() : null)];
        _lastKwh = new double[_houses.Count];
        _lastProfileKwh = new double[_houses.Count];
    }

    public long NowMs { get; private set; }

    public List<FleetForecast> Settled { get; } = [];

    /// <summary>Simulates a quarter-hour.</summary>
    public void Step()
    {
        var newPrices = _calendar.MinuteOfDayAt(NowMs) == 780;
        foreach (var car in _cars)
        {
            car.Notice(NowMs, newPrices, _prices);
            car.Execute(NowMs);
        }

        var endMs = NowMs + StepMs;
        var index = 0;
        foreach (var house in _houses)
        {
            if (house.Vehicle is not null)
                Drive(house, _cars[index++], endMs);
            house.AdvanceTo(endMs);
        }

        Settle(NowMs);
        NowMs = endMs;
    }

    /// <summary>Follows a car's own events and the edges of its plan.</summary>
    private void Drive(SimulatedHousehold house, FleetCar car, long endMs)
    {
        for (var nextMs = NextMs(); nextMs < endMs; nextMs = NextMs())
        {
            house.AdvanceTo(nextMs);
            car.Notice(nextMs, newPrices: false, _prices);
            car.Execute(nextMs);
        }

        long NextMs() => Math.Min(house.NextEventMs, car.NextEdgeMs(house.NowMs));
    }

    /// <summary>Forecasts the coming 24 hours.</summary>
    public IReadOnlyList<FleetForecast> Forecast(FleetPrior prior)
    {
        var made = new List<FleetForecast>(Horizon);
        var assets = _cars.Count + _profiles.Count(p => p is not null);
        var order = PriceOrder.Of([.. Enumerable.Range(0, 2 * Horizon).Select(i => _prices.Known(NowMs + (i * StepMs), NowMs))]);
        var expected = new double[Horizon];
        var minimum = new double[Horizon];
        var maximum = new double[Horizon];
        var variance = new double[Horizon];
        Span<ForecastDeadline> deadlines = stackalloc ForecastDeadline[3];
        foreach (var car in _cars)
        {
            car.Notice(NowMs, _calendar.MinuteOfDayAt(NowMs) == 780, _prices);
            car.Deadlines(NowMs, deadlines);
            var curve = car.Vehicle.Spec.Curve;
            var vehicle = new ForecastVehicle(
                curve.MaxPowerKw, curve.CapacityKwh, curve.Efficiency, 100, 0, car.KnownLevel, car.Whereabouts, Tapers: true);
            for (var i = 0; i < Horizon; i++)
                _expected[i] = _minimum[i] = _maximum[i] = car.PlanW((NowMs / StepMs) + i);
            if (car.Vehicle.IsPluggedIn)
                PresentVehicleForecast.WriteSigma(vehicle, car.History, prior, _calendar, NowMs, NowMs, 15, _expected, _sigma);
            else
                Array.Clear(_sigma);
            AbsentVehicleForecast.Add(
                vehicle, car.History, prior, _calendar, NowMs, NowMs, 15, deadlines, order, _expected, _minimum, _maximum, _sigma);
            AddUp(expected, minimum, maximum, variance);
        }

        for (var i = 0; i < _houses.Count; i++)
        {
            if (_profiles[i] is not { } profile)
                continue;
            var house = _houses[i];
            var now = (house.Battery?.PowerKw ?? 0) + (house.HeatPump?.PowerKw ?? 0);
            LoadProfileForecast.Write(profile, _calendar, NowMs, now, NowMs, 15, _expected, _sigma);
            _expected.CopyTo(_minimum, 0);
            _expected.CopyTo(_maximum, 0);
            AddUp(expected, minimum, maximum, variance);
        }

        for (var i = 0; i < Horizon; i++)
        {
            var at = NowMs + (i * StepMs);
            if (!_open.TryGetValue(at, out var list))
                _open[at] = list = [];
            var forecast = new FleetForecast(NowMs, at, expected[i], minimum[i], maximum[i], variance[i], assets)
            {
                LocalHour = (int)(_calendar.MinuteOfDayAt(at) / 60),
            };
            list.Add(forecast);
            made.Add(forecast);
        }

        return made;
    }

    public FleetPrior Prior() => FleetPrior.Of(_cars.Select(car => car.History), _calendar.DayAt(NowMs));

    private void AddUp(double[] expected, double[] minimum, double[] maximum, double[] variance)
    {
        for (var i = 0; i < Horizon; i++)
        {
            expected[i] += _expected[i];
            minimum[i] += _minimum[i];
            maximum[i] += _maximum[i];
            variance[i] += (double)_sigma[i] * _sigma[i];
        }
    }

    private void Settle(long chunkMs)
    {
        double sum = 0;
        for (var i = 0; i < _houses.Count; i++)
        {
            var house = _houses[i];
            var other = (house.HeatPump?.MeterKwh ?? 0) + (house.Battery is { } b ? b.ChargedKwh - b.DischargedKwh : 0);
            if (_profiles[i] is { } profile)
                profile.Note((int)(_calendar.MinuteOfDayAt(chunkMs) / 15), (other - _lastProfileKwh[i]) * 4);
            _lastProfileKwh[i] = other;
            var all = other + (house.Vehicle?.MeterKwh ?? 0);
            sum += all - _lastKwh[i];
            _lastKwh[i] = all;
        }

        if (!_open.Remove(chunkMs, out var list))
            return;
        foreach (var forecast in list)
        {
            forecast.RealisedW = sum * 4000;
            Settled.Add(forecast);
        }
    }
}
