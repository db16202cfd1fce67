using System.Globalization;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>What a story's car is.</summary>
internal sealed record CarModel(double CapacityKwh = 60, double MaxPowerKw = 11, double ChargeLimit = 100, string Vendor = "STORY", bool IsDriven = true, bool HasMeter = true, double LevelAtFirst = 60);

/// <summary>
/// A car of a story: the battery of the sandbox, driven by the script. It reports when something happens and every quarter of an hour
/// while it charges, and obeys a start after nine seconds and a stop after six.
/// </summary>
internal sealed class StoryCar
{
    private const long QuarterMs = 900_000;

    private readonly StoryFleet _fleet;
    private readonly SimulatedVehicle _battery;
    private readonly List<(long AtMs, CommandKind Kind)> _commands = [];
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private double _meterAtStart;
    private bool _wasCharging;

    public StoryCar(StoryFleet fleet, Guid id, string name, CarModel model)
    {
        (_fleet, Id, Prefix, Model) = (fleet, id, name.Length > 0 ? name + ": " : "", model);
        var area = new LivingArea(1, "story", LocalCalendar.Of("UTC"), 50);
        var spec = new VehicleSpec(1, new ChargeCurve(model.CapacityKwh, model.MaxPowerKw, 0.9, false), 1.4, model.ChargeLimit, VehicleHabits.Parked);
        _battery = new SimulatedVehicle(spec, area, fleet.NowMs);
        _battery.Unplug();
        _battery.SetLevel(model.LevelAtFirst);
        _timer = fleet.Clock.CreateTimer(_ => _ = fleet.Run(TurnAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        fleet.Add(this);
    }

    public Guid Id { get; }

    public string Prefix { get; }

    public CarModel Model { get; }

    public string Vendor => Model.Vendor;

    public bool IsDriven => Model.IsDriven;

    public double Level => _battery.Level;

    public double MeterKwh => _battery.MeterKwh;

    /// <summary>Where it stands; null on the road.</summary>
    public (double Latitude, double Longitude)? Place { get; private set; }

    /// <summary>The driver comes to a place and plugs in.</summary>
    /// <param name="place">Where.</param>
    /// <param name="usedPoints">What the way there took of the battery, points.</param>
    public Task PlugIn((double Latitude, double Longitude) place, double usedPoints) => Change(() =>
    {
        Place = place;
        _battery.SetLevel(Math.Max(3, _battery.Level - usedPoints));
        _battery.PlugIn();
        Tell($"plugged in at {Percent(Level)}");
    });

    /// <summary>The driver unplugs and drives off.</summary>
    public Task Leave() => Change(() =>
    {
        _battery.Unplug();
        Place = null;
        Tell($"unplugged at {Percent(Level)}");
    });

    public Task Set(Action<SimulatedVehicle> change) => Change(() => change(_battery));

    /// <summary>The vendor says that it does, or does not, reach the car.</summary>
    public Task Reach(bool isReachable) => Change(() => _battery.SetFaults(isReachable ? DeviceFaults.None : DeviceFaults.Vanished));

    public void Receive(CommandKind kind)
    {
        lock (_gate)
            _commands.Add((_fleet.NowMs + (kind == CommandKind.Start ? 9_000 : 6_000), kind));
        Arm();
    }

    private Task Change(Action change) => _fleet.Run(async () =>
    {
        _battery.AdvanceTo(_fleet.NowMs);
        change();
        await ReportAsync();
    });

    private async Task TurnAsync()
    {
        _battery.AdvanceTo(_fleet.NowMs);
        List<(long AtMs, CommandKind Kind)> arrived;
        lock (_gate)
        {
            arrived = _commands.FindAll(command => command.AtMs <= _fleet.NowMs);
            _commands.RemoveAll(command => command.AtMs <= _fleet.NowMs);
        }

        foreach (var (_, kind) in arrived)
        {
            if ((kind == CommandKind.Start ? _battery.StartCharging() : _battery.StopCharging()) == CommandOutcome.NoAnswer)
                Tell("the car ignores it");
        }

        await ReportAsync();
    }

    private async Task ReportAsync()
    {
        if (_battery.IsCharging && !_wasCharging)
        {
            _meterAtStart = _battery.MeterKwh;
            Tell($"charging at {_battery.PowerKw.ToString("0.#", CultureInfo.InvariantCulture)} kW");
        }
        else if (!_battery.IsCharging && _wasCharging)
        {
            Tell($"stops charging at {Percent(Level)} after {Kwh(_battery.MeterKwh - _meterAtStart)}");
        }

        _wasCharging = _battery.IsCharging;
        using var answer = await _fleet.Http.PostJson("/devices/states", $"[{Telemetry()}]");
        ((int)(await answer.Json())["accepted"]!).ShouldBe(1);
        Arm();
    }

    private string Telemetry()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(_battery.NowMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (_battery.Faults == DeviceFaults.Vanished)
            return $$"""{"deviceId":"{{Id}}","at":"{{at}}","isReachable":false}""";
        var (latitude, longitude) = Place ?? (51.5, 5.5);
        var meter = Model.HasMeter ? FormattableString.Invariant($",\"energyMeterKwh\":{Math.Round(_battery.MeterKwh, 6)}") : "";
        return FormattableString.Invariant($$"""
            {"deviceId":"{{Id}}","at":"{{at}}","isReachable":true,"isPluggedIn":{{Word(_battery.IsPluggedIn)}},"isCharging":{{Word(_battery.IsCharging)}},"batteryLevel":{{Math.Round(Level, 2)}},
            "chargeLimit":{{_battery.ChargeLimit}},"chargeRateKw":{{_battery.PowerKw}},"latitude":{{latitude}},"longitude":{{longitude}}{{meter}}}
            """);
    }

    private void Arm()
    {
        lock (_gate)
        {
            var next = _commands.Count > 0 ? _commands.Min(command => command.AtMs) : long.MaxValue;
            if (_battery.IsCharging)
                next = Math.Min(next, Math.Min(_battery.NextEventMs, ((_fleet.NowMs / QuarterMs) + 1) * QuarterMs));
            _timer.Change(next == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Max(1, next - _fleet.NowMs)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell(string text) => _fleet.Log.Tell(_fleet.NowMs, Teller.Device, Prefix, text);

    private static string Word(bool value) => value ? "true" : "false";

    internal static string Percent(double level) => level.ToString("0.#", CultureInfo.InvariantCulture) + " %";

    internal static string Kwh(double kwh) => kwh.ToString("0.00", CultureInfo.InvariantCulture) + " kWh";
}
