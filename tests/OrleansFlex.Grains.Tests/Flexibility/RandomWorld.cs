using System.Collections.Immutable;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Flexibility;

/// <summary>Some homes in two zones to which things happen at random, several at a time.</summary>
internal sealed class RandomWorld
{
    private const int Homes = 4;

    private static readonly (string Zone, string Area)[] Areas = [("Z", "A"), ("Z", "B"), ("Y", "C")];

    private readonly TestGrid _grid;
    private readonly Random _random;
    private readonly int _seed;
    private readonly List<RandomHome> _homes = [];
    private readonly List<string> _history = [];

    private RandomWorld(TestGrid grid, int seed)
    {
        _grid = grid;
        _seed = seed;
        _random = new Random(seed);
    }

    public static async Task<RandomWorld> CreateAsync(TestGrid grid, int seed)
    {
        var world = new RandomWorld(grid, seed);
        for (var i = 0; i < Homes; i++)
        {
            var (zone, area) = Areas[i % Areas.Length];
            var (site, car, policy) = await grid.AddHomeAsync($"u{i}", zone, area, level: 20 + (15 * i));
            world._homes.Add(new RandomHome(site, car) { Policy = policy, Zone = zone, Area = area });
        }

        await grid.AddDeviceAsync(AssetType.Inverter, world._homes[0].Site, "u0");
        (await grid.Segments().Create(new("Sun", Domain.Flexibility.HouseholdTypes.Solar, default))).Refusal.ShouldBeNull();
        await grid.ActivateAsync("Z");
        await grid.ActivateAsync("Y");
        return world;
    }

    /// <summary>One to four things happen at once; then all comes to rest.</summary>
    public async Task StepAsync()
    {
        var observed = new HashSet<RandomHome>();
        var calls = new List<Task>();
        for (var count = _random.Next(1, 5); count > 0; count--)
        {
            var home = _homes[_random.Next(Homes)];
            switch (_random.Next(12))
            {
                case < 4 when observed.Add(home):
                    calls.Add(ObserveAsync(home));
                    break;
                case 4 or 5:
                    calls.Add(PushAsync());
                    break;
                case 6 when home.Policy is { } policy && !home.IsBusy:
                    calls.Add(PatchAsync(policy));
                    break;
                case 7 when !home.IsBusy:
                    calls.Add(home.Policy is null ? CreateAsync(home) : DeleteAsync(home));
                    break;
                case 8 when !home.IsBusy:
                    calls.Add(MoveAsync(home));
                    break;
                case 9 when !home.IsBusy:
                    calls.Add(ConfigureAsync(home));
                    break;
                case 10:
                    calls.Add(CloudAsync());
                    break;
            }
        }

        await Task.WhenAll(calls);
        await _grid.QuietAsync();
        foreach (var home in _homes)
            home.IsBusy = false;
        if (_random.Next(3) == 0)
        {
            // Whole chunks, at whose ends every member reports; only then is everything as of one instant.
            var chunks = _random.Next(1, 4);
            Note($"advance {chunks}");
            await _grid.AdvanceAsync(TimeSpan.FromMinutes(15 * chunks));
        }
    }

    /// <summary>The shape of each area and zone is the sum of what its members contribute by themselves.</summary>
    public async Task CheckAsync()
    {
        var story = $"seed {_seed}: {string.Join("; ", _history)}\n{string.Join('\n', _grid.Log.Lines)}";
        // Read before anything else is asked, as asking for prices could repair what is stale.
        var shapes = new List<Shape>();
        foreach (var (zone, area) in Areas)
            shapes.Add(await _grid.ShapeAsync([area], zone));
        foreach (var zone in (string[])["Z", "Y"])
            (await _grid.ShapeAsync(zone: zone)).ShouldAddUp();
        for (var i = 0; i < Areas.Length; i++)
        {
            var sum = new long[3][] { new long[96], new long[96], new long[96] };
            foreach (var home in _homes.Where(home => home.Area == Areas[i].Area))
            {
                var watts = await home.ContributionAsync(_grid);
                for (var chunk = 0; chunk < sum.Length * 96; chunk++)
                    sum[chunk / 96][chunk % 96] += watts[chunk];
            }

            shapes[i].Total.Expected.ShouldBe(sum[0], story);
            shapes[i].Total.Minimum.ShouldBe(sum[1], story);
            shapes[i].Total.Maximum.ShouldBe(sum[2], story);
        }
    }

    private async Task ObserveAsync(RandomHome home)
    {
        var level = _random.Next(101);
        var kind = _random.Next(5);
        var away = _random.Next(6) == 0;
        var last = (await _grid.Asset(home.Car).Get())!;
        // A level within a point of the expected one makes no new plan, by design.
        if (PolicyVehicle.Of(last, home.Site, home.Policy ?? Guid.Empty) is { } seen && Math.Abs(seen.LevelAt(_grid.NowMs) - level) <= 1)
            level = (level + 10) % 100;
        var observation = new Observation
        {
            AtMs = _grid.NowMs,
            IsPluggedIn = kind != 0,
            IsCharging = kind > 2,
            ChargeRateKw = kind > 2 ? 11 : 0,
            BatteryLevel = level,
            IsReachable = kind != 1,
            LocationId = away ? Guid.Empty : home.Site,
        };
        Note($"observe {home.Area} {level} {kind} {(away ? "away" : "home")}");
        (await _grid.ObserveAsync(home.Car, observation)).ShouldBe(ObservationResult.Accepted);
    }

    private async Task PushAsync()
    {
        const long HourMs = 3_600_000;
        var (zone, area) = Areas[_random.Next(Areas.Length)];
        var first = (_grid.NowMs / HourMs * HourMs) + (_random.Next(6) * HourMs);
        var values = Enumerable.Range(0, _random.Next(1, 20)).Select(i => new PriceSignalValue(first + (i * HourMs), _random.Next(-5, 40) / 100m)).ToImmutableArray();
        Note($"push {area}");
        (await _grid.Zone(zone).PushPrices([area], "EUR", values, values[^1].AtMs + HourMs)).Refusal.ShouldBeNull();
    }

    private async Task PatchAsync(Guid policy)
    {
        var day = new DaySchedulePatch(_random.Next(1440), _random.Next(20, 101));
        Note("patch");
        (await _grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = _random.Next(21), Schedule = new(day, day, day, day, day, day, day) })).Refusal.ShouldBeNull();
    }

    private async Task CreateAsync(RandomHome home)
    {
        home.IsBusy = true;
        Note($"create {home.Area}");
        home.Policy = await _grid.AddPolicyAsync(home.Car, home.Site);
    }

    private async Task DeleteAsync(RandomHome home)
    {
        home.IsBusy = true;
        var policy = home.Policy!.Value;
        home.Policy = null;
        Note($"delete {home.Area}");
        (await _grid.Policy(policy).Delete()).ShouldBeTrue();
    }

    private async Task MoveAsync(RandomHome home)
    {
        home.IsBusy = true;
        (home.Zone, home.Area) = Areas[_random.Next(Areas.Length)];
        Note($"move to {home.Area}");
        (await _grid.Site(home.Site).Update(new UpdateLocation { Zone = home.Zone, Area = home.Area })).Refusal.ShouldBeNull();
    }

    private async Task ConfigureAsync(RandomHome home)
    {
        home.IsBusy = true;
        Note($"{(home.Array is null ? "put panels on" : "take panels off")} {home.Area}");
        if (home.Array is { } array)
            (await _grid.SolarConfiguration(array).Delete()).ShouldBeTrue();
        home.Array = home.Array is null ? await _grid.AddArrayAsync(home.Site, _random.Next(4, 30), user: $"u{_homes.IndexOf(home)}") : null;
    }

    private Task CloudAsync()
    {
        var (zone, area) = Areas[_random.Next(Areas.Length)];
        var percent = _random.Next(101);
        Note($"clouds {area} {percent}");
        return _grid.PushCloudsAsync(percent, area, zone);
    }

    private void Note(string what) => _history.Add(what);
}
