using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Domain.Tests.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class AbsentVehicleForecastTests(ITestOutputHelper output)
{
    private const int Chunks = 96;
    private const long ChunkMs = 900_000;
    private static readonly LocalCalendar Calendar = SandboxFixture.Brussels;

    /// <summary>Monday, 9 January 2023, 12:00 in Brussels.</summary>
    private static readonly long Noon = SandboxFixture.Evening - (6 * SandboxFixture.HourMs);

    private readonly int[] _expected = new int[Chunks];
    private readonly int[] _minimum = new int[Chunks];
    private readonly int[] _maximum = new int[Chunks];
    private readonly int[] _sigma = new int[Chunks];

    private static ForecastVehicle Car(Whereabouts where, double level = 80) => new(11, 60, 0.9, 100, 10, level, where);

    private static ForecastDeadline[] Deadlines(long nowMs, double target = 80) =>
        [.. Enumerable.Range(0, 4).Select(i => new ForecastDeadline(Calendar.InstantMs(Calendar.DayAt(nowMs) + i, 420), target))
            .Where(d => d.AtMs > nowMs)];

    private static ushort[] CheapAt(int hour) =>
        PriceOrder.Of([.. Enumerable.Range(0, 2 * Chunks).Select(i => (int)(Calendar.MinuteOfDayAt(Noon + (i * ChunkMs)) / 60) == hour ? 0.05 : 0.3)]);

    private void Add(ForecastVehicle car, VehicleHistory? history, ushort[] order, long? nowMs = null) =>
        AbsentVehicleForecast.Add(
            car, history, FleetPrior.Default, Calendar, nowMs ?? Noon, nowMs ?? Noon, 15, Deadlines(nowMs ?? Noon), order,
            _expected, _minimum, _maximum, _sigma);

    private double Kwh(int[] watts) => watts.Sum() / 4000.0;

    [Fact]
    public void Expected_energy_is_the_usual_drop_of_the_level()
    {
        Add(Car(Whereabouts.Away), VehicleHistoryTests.Commuter(8), CheapAt(3));
        Kwh(_expected).ShouldBe(0.15 * 60 / 0.9, 1.5);
        var cheap = Enumerable.Range(0, Chunks).Where(i => (int)(Calendar.MinuteOfDayAt(Noon + (i * ChunkMs)) / 60) == 3);
        cheap.Sum(i => _expected[i]).ShouldBeGreaterThan((int)(0.8 * _expected.Sum()));
        _sigma.ShouldAllBe(s => s >= 0);
        _sigma.Max().ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Without_prices_the_load_follows_the_return()
    {
        Add(Car(Whereabouts.Away), VehicleHistoryTests.Commuter(8), PriceOrder.Flat(2 * Chunks));
        var peak = Array.IndexOf(_expected, _expected.Max());
        Calendar.MinuteOfDayAt(Noon + (peak * ChunkMs)).ShouldBeInRange(1035, 1125);
    }

    [Fact]
    public void A_car_without_history_follows_the_fleet()
    {
        Add(Car(Whereabouts.Away), null, CheapAt(3));
        Kwh(_expected).ShouldBeInRange(4, 10);
    }

    [Fact]
    public void A_car_that_stayed_home_unplugged_until_night_brings_nothing_today()
    {
        var nowMs = Noon + (10 * SandboxFixture.HourMs);
        Add(Car(Whereabouts.HomeUnplugged), VehicleHistoryTests.Commuter(8), PriceOrder.Flat(2 * Chunks), nowMs);
        _expected.AsSpan(0, 36).ToArray().Sum().ShouldBeLessThan(600);
    }

    [Fact]
    public void A_plugged_in_car_is_only_forecast_for_after_its_deadline()
    {
        var nowMs = SandboxFixture.Evening;
        Add(Car(Whereabouts.PluggedIn, 40), VehicleHistoryTests.Commuter(8), PriceOrder.Flat(2 * Chunks), nowMs);
        _expected.AsSpan(0, 13 * 4).ToArray().ShouldAllBe(w => w == 0);
        _expected.Sum().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Bounds_are_ordered_for_random_cars()
    {
        var random = new SeededRandom(5);
        for (var run = 0; run < 1200; run++)
        {
            foreach (var series in new[] { _expected, _minimum, _maximum, _sigma })
                Array.Clear(series);
            var nowMs = Noon + (long)(random.NextDouble() * 400 * SandboxFixture.DayMs);
            var car = new ForecastVehicle(
                random.Between(1.4, 22), random.Between(10, 120), random.Between(0.7, 1), random.Between(30, 100),
                random.Between(0, 20), random.Chance(0.1) ? double.NaN : random.Between(0, 100),
                (Whereabouts)(int)random.Between(0, 4), random.Chance(0.5));
            var order = PriceOrder.Of([.. Enumerable.Range(0, (int)random.Between(96, 200)).Select(_ => random.NextDouble())]);
            var history = random.Chance(0.3) ? null : VehicleHistoryTests.Commuter((int)random.Between(0, 12), random.Between(300, 1400));
            var deadlines = random.Chance(0.05) ? [] : Deadlines(nowMs, random.Between(20, 100));
            AbsentVehicleForecast.Add(
                car, history, FleetPrior.Default, Calendar, nowMs, nowMs - (nowMs % ChunkMs), 15, deadlines, order,
                _expected, _minimum, _maximum, _sigma);
            for (var i = 0; i < Chunks; i++)
            {
                _minimum[i].ShouldBeGreaterThanOrEqualTo(0);
                _minimum[i].ShouldBeLessThanOrEqualTo(_expected[i]);
                _expected[i].ShouldBeLessThanOrEqualTo(_maximum[i]);
                _maximum[i].ShouldBeLessThanOrEqualTo((int)(car.MaxPowerKw * 1000) + 2);
                _sigma[i].ShouldBeInRange(0, (int)(car.MaxPowerKw * 1000));
            }
        }
    }

    [Fact]
    public void A_forecast_is_fast()
    {
        var history = VehicleHistoryTests.Commuter(8);
        var order = CheapAt(3);
        for (var i = 0; i < 200; i++)
            Add(Car(Whereabouts.Away), history, order);
        Array.Clear(_expected);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
            Add(Car(Whereabouts.Away), history, order);
        output.WriteLine($"{watch.Elapsed.TotalMicroseconds / 1000:F1} µs per absent car");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Early_departure_widens_the_plan_of_a_present_car()
    {
        var plan = new int[Chunks];
        Array.Fill(plan, 7000, 0, 8);
        Array.Fill(plan, 7000, 50, 4);
        PresentVehicleForecast.WriteSigma(
            Car(Whereabouts.PluggedIn), VehicleHistoryTests.Commuter(8), FleetPrior.Default, Calendar,
            SandboxFixture.Evening, SandboxFixture.Evening, 15, plan, _sigma);
        _sigma[2].ShouldBeLessThan(1500);
        _sigma[51].ShouldBeGreaterThan(_sigma[2]);
        _sigma[20].ShouldBe(0);
    }
}
