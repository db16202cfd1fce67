using System.Collections.Immutable;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.Tests.Flexibility;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Drives;

/// <summary>Two cars with two homes each, some in zones, to which anything happens in any order while calls are under way.</summary>
internal sealed class DriveWorld
{
    private const long HourMs = 3_600_000;

    private readonly Random _random;
    private readonly List<Task> _calls = [];
    private readonly HashSet<string> _active = [];

    private DriveWorld(TestGrid grid, int seed)
    {
        Grid = grid;
        _random = new Random(seed);
    }

    public TestGrid Grid { get; }

    public List<DrivenCar> Cars { get; } = [];

    /// <summary>Each car's homes: two, one after the other.</summary>
    public List<RandomHome> Homes { get; } = [];

    public List<string> History { get; } = [];

    /// <summary>When a process ended.</summary>
    public List<long> Deaths { get; } = [];

    /// <summary>When something else than a report gave a reason for commands.</summary>
    public List<long> Turnabouts { get; } = [];

    public IEnumerable<RandomHome> HomesOf(DrivenCar car) => Homes.Where(home => home.Car == car.Id);

    public static async Task<DriveWorld> CreateAsync(TestGrid grid, int seed)
    {
        var world = new DriveWorld(grid, seed);
        (string? Zone, string? Area)[] places = [("Z", "A"), (null, null), ("Z", "B"), ("Y", "C")];
        for (var i = 0; i < places.Length; i++)
        {
            var user = $"u{i / 2}";
            var site = await grid.AddSiteAsync(user, places[i].Zone, places[i].Area);
            var car = i % 2 == 0 ? await grid.AddCarAsync(site, user) : world.Cars[^1].Id;
            if (i % 2 == 0)
                world.Cars.Add(new DrivenCar(grid, car, site, seed + i));
            var policy = await grid.AddPolicyAsync(car, site, world._random.Next(21));
            world.Homes.Add(new RandomHome(site, car) { Policy = policy, Zone = places[i].Zone ?? "", Area = places[i].Area ?? "" });
        }

        grid.Commands.Arrived = command => world.Cars.Single(car => car.Id == command.DeviceId).Receive(command);
        foreach (var car in world.Cars)
            car.Happen(static car => car.PlugIn());
        await world.ToggleAsync("Z");
        await world.ToggleAsync("Y");
        await world.SettleAsync();
        return world;
    }

    /// <summary>One to five things happen at once; then all comes to rest, and time passes.</summary>
    public async Task StepAsync()
    {
        for (var count = _random.Next(1, 6); count > 0; count--)
            Happen();
        if (_random.Next(12) == 0)
        {
            Note("crash");
            await CrashAsync();
        }

        await SettleAsync();
        await InterruptAsync();
        if (_random.Next(3) != 0)
            await AdvanceAsync(_random.Next(4) == 0 ? TimeSpan.FromMinutes(_random.Next(1, 600)) : TimeSpan.FromSeconds(_random.Next(1, 1800)));
    }

    /// <summary>Cars obey, everything works, and enough time passes for whatever was tried in vain.</summary>
    public async Task CalmAsync()
    {
        Note("calm");
        Grid.Storage.FailNone();
        foreach (var zone in (string[])["Z", "Y"])
        {
            if (!_active.Contains(zone))
                await ToggleAsync(zone);
        }

        foreach (var car in Cars)
        {
            car.Obeys = car.IsReachable = true;
            car.Happen(static _ => { });
        }

        await SettleAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(45));
    }

    /// <summary>Moves the clock to the next quarter of an hour, at which all members of a zone report.</summary>
    public Task AdvanceToQuarterAsync()
    {
        Grid.Storage.FailNone();
        return AdvanceAsync(TimeSpan.FromMilliseconds(900_000 - (Grid.NowMs % 900_000)));
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        Note($"advance {by}");
        await Grid.Clock.AdvanceAsync(by, SettleAsync);
    }

    /// <summary>Waits until nothing is under way, with the reports that were refused sent again.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await Grid.QuietAsync();
            await Task.WhenAll(Cars.Select(car => car.Reports.Delivery));
            await Task.WhenAll(_calls).WaitAsync(TestContext.Current.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Grid.QuietAsync();
            if (!Cars.Exists(car => car.Reports.HasWaiting || !car.Reports.Delivery.IsCompleted))
                break;
            Cars.ForEach(car => car.Reports.Deliver());
        }

        foreach (var failed in _calls.Where(call => call.Exception is { } all && all.InnerException is not IOException))
            await failed;
        _calls.Clear();
    }

    private async Task CrashAsync()
    {
        _calls.Clear();
        await Grid.CrashAsync();
        Die();
        Cars.ForEach(car => car.Reports.Reconnect());
    }

    private void Die()
    {
        Deaths.Add(Grid.NowMs);
        Turnabouts.Add(Grid.NowMs);
    }

    private async Task InterruptAsync()
    {
        switch (_random.Next(20))
        {
            case 0:
                Note("restart");
                await Grid.RestartAsync();
                Die();
                break;
            case 1 or 2:
                Note("collect");
                await Grid.CollectAsync();
                break;
        }
    }

    private void Happen()
    {
        var car = Cars[_random.Next(Cars.Count)];
        var home = Homes[_random.Next(Homes.Count)];
        switch (_random.Next(18))
        {
            case < 8:
                Drive(car);
                break;
            case 8 or 9:
                Call("push", PushAsync());
                break;
            case 10 or 11:
                var target = _random.Next(10, 101);
                var wish = _random.Next(2) == 0
                    ? new PolicyOverride { IsImmediate = true, Target = target }
                    : new PolicyOverride { IsImmediate = false, Target = target, ReadyByMs = Grid.NowMs + (_random.Next(1, 30) * HourMs / 2) };
                Call($"override {wish.IsImmediate} {target}", Grid.Policy(home.Policy!.Value).SetOverride(wish));
                break;
            case 12:
                Call("clear", Grid.Policy(home.Policy!.Value).ClearOverride());
                break;
            case 13 or 14:
                var day = new DaySchedulePatch(_random.Next(1440), _random.Next(20, 101));
                Call("patch", Grid.Policy(home.Policy!.Value).Update(new UpdatePolicy { BatteryReserve = _random.Next(21), Schedule = new(day, day, day, day, day, day, day) }));
                break;
            case 15:
                var zone = _random.Next(2) == 0 ? "Z" : "Y";
                Call($"toggle {zone}", ToggleAsync(zone));
                break;
            default:
                var name = _random.Next(2) == 0 ? "asset" : "vehicle-policy";
                Note($"fail {name}");
                Grid.Storage.FailNext(name);
                break;
        }
    }

    private void Drive(DrivenCar car)
    {
        var isSilent = _random.Next(6) == 0;
        var place = HomesOf(car).ElementAt(_random.Next(2)).Site;
        var limit = 50 + (10 * _random.Next(6));
        var (name, what) = _random.Next(16) switch
        {
            0 or 1 => ("plug in", static car => car.PlugIn()),
            2 => ("unplug", static car => car.Unplug()),
            3 => ("drive home", car => { car.DriveTo(place); car.PlugIn(); }),
            4 => ("drive away", static car => car.DriveTo(Guid.Empty)),
            5 => ("drive away and charge", static car => { car.DriveTo(Guid.Empty); car.PlugIn(); car.Charge(true); }),
            6 => ("start by hand", static car => car.Charge(true)),
            7 => ("stop by hand", static car => car.Charge(false)),
            8 => ("disobey", static car => car.Obeys = !car.Obeys),
            9 => ("reach", static car => car.IsReachable = !car.IsReachable),
            10 => ($"limit {limit}", car => car.SetLimit(limit)),
            11 or 12 => Odd(car),
            _ => ("report", (Action<DrivenCar>)(static _ => { })),
        };
        Note($"{Homes.FindIndex(home => home.Car == car.Id)} {name}{(isSilent ? " in silence" : "")}");
        car.Happen(what, isSilent);
    }

    /// <summary>Reports that repeat, lag behind or contradict what was told.</summary>
    private (string, Action<DrivenCar>) Odd(DrivenCar car)
    {
        if (car.Reports.Last is not { } last || car.Reports.HasWaiting)
            return ("report", static _ => { });
        return _random.Next(5) switch
        {
            0 => ("lag", car => _calls.Add(LagAsync(car, last))),
            1 => ("repeat", car => car.Reports.Add(last)),
            2 => ("contradict level", car => car.Reports.Add(last with { BatteryLevel = _random.Next(101) })),
            3 => ("contradict plug", car => car.Reports.Add(last with { IsPluggedIn = last.IsPluggedIn != true, IsCharging = false, ChargeRateKw = 0 })),
            _ => ("contradict place", car => car.Reports.Add(last with { LocationId = Guid.Empty })),
        };
    }

    private async Task LagAsync(DrivenCar car, Observation last) =>
        (await Grid.ObserveAsync(car.Id, last with { AtMs = last.AtMs - 1, IsPluggedIn = last.IsPluggedIn != true, BatteryLevel = 0 })).ShouldBe(ObservationResult.Stale);

    private Task PushAsync()
    {
        var (zone, area) = _random.Next(3) switch { 0 => ("Z", "A"), 1 => ("Z", "B"), _ => ("Y", "C") };
        var first = (Grid.NowMs / HourMs * HourMs) + (_random.Next(6) * HourMs);
        var values = Enumerable.Range(0, _random.Next(1, 20)).Select(i => new PriceSignalValue(first + (i * HourMs), _random.Next(-5, 40) / 100m)).ToImmutableArray();
        return Grid.Zone(zone).PushPrices([area], "EUR", values, values[^1].AtMs + HourMs);
    }

    private async Task ToggleAsync(string zone)
    {
        Turnabouts.Add(Grid.NowMs);
        if (_active.Remove(zone))
            await Grid.Zone(zone).Deactivate();
        else if (_active.Add(zone))
            await Grid.Zone(zone).Activate("EUR");
        // What failed on the way shows in what is stored.
        if (await Grid.Zone(zone).Get() is null)
            _active.Remove(zone);
        else
            _active.Add(zone);
    }

    private void Call(string what, Task call)
    {
        Note(what);
        _calls.Add(call);
    }

    private void Note(string what) => History.Add(what);
}
