namespace OrleansFlex.Domain.Sandbox;

/// <summary>Makes simulated households from a seed: the same arguments give the same household.</summary>
public static class HouseholdFactory
{
    private static readonly (string Brand, string Model, double Kwh, double Kw, double KwhPerKm)[] Cars =
    [
        ("Alder", "City", 40, 7.4, 0.155),
        ("Alder", "Tour", 58, 11, 0.175),
        ("Birke", "Two", 50, 7.4, 0.160),
        ("Birke", "Four", 77, 11, 0.185),
        ("Cedar", "Long", 82, 11, 0.180),
        ("Cedar", "Small", 45, 11, 0.165),
        ("Dogwood", "Van", 64, 7.4, 0.215),
        ("Elm", "One", 36, 3.7, 0.150),
    ];

    // Households with the same devices share their descriptions: a fleet has few models and many cars.
    private static readonly DeviceSpec[][] CarsAlone =
        [.. Cars.Select(car => new[] { new DeviceSpec(DeviceKind.Vehicle, car.Brand, car.Model, car.Kw, 1.4, car.Kwh, 0.9) })];

    private static readonly DeviceSpec SmallCharger = new(DeviceKind.Charger, "Fern", "Box 7", 7.4, 1.4);
    private static readonly DeviceSpec LargeCharger = new(DeviceKind.Charger, "Fern", "Box 11", 11, 1.4);
    private static readonly DeviceSpec SmallBattery = new(DeviceKind.Battery, "Hazel", "Five", 2.5, 0, 5, 0.95, 2.5);
    private static readonly DeviceSpec LargeBattery = new(DeviceKind.Battery, "Hazel", "Ten", 5, 0, 10, 0.95, 5);
    private static readonly DeviceSpec NetMeter = new(DeviceKind.Meter, "Maple", "Net", 0);

    /// <summary>One household.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <param name="kinds">What it has, as <see cref="HouseholdMix.Apportion"/> gives it.</param>
    /// <param name="latitude">Centre of the area, degrees north.</param>
    /// <param name="longitude">Centre of the area, degrees east.</param>
    /// <param name="spreadDegrees">Households lie within this distance of the centre in each direction.</param>
    public static HouseholdSpec Create(
        ulong seed, int index, IReadOnlyList<DeviceKind> kinds, double latitude, double longitude, double spreadDegrees = 0.3)
    {
        var random = SeededRandom.Keyed(seed, 37, index);
        var key = random.NextUInt64();
        var lat = Math.Round(Math.Clamp(latitude + random.Between(-spreadDegrees, spreadDegrees), -90, 90), 5);
        var lon = Math.Round(Math.Clamp(longitude + random.Between(-spreadDegrees, spreadDegrees), -180, 180), 5);
        var hasCar = kinds.Contains(DeviceKind.Vehicle) || kinds.Contains(DeviceKind.Charger);
        var car = (int)(random.NextDouble() * Cars.Length);
        var model = Cars[car];
        var habits = HabitsOf(ref random, model.KwhPerKm);
        var wish = WishOf(ref random, habits);
        var peak = Math.Round(random.Between(2.5, 9), 1);
        var solar = new SolarSpec(peak, Math.Round(random.Between(15, 50)), Math.Round(random.Between(100, 260)), lat, lon);
        var large = random.Chance(0.4);
        var battery = large ? new BatterySpec(10, 5, 5, 0.95, 10) : new BatterySpec(5, 2.5, 2.5, 0.95, 10);
        var pump = PumpOf(ref random);
        var baseKw = Math.Round(random.Between(0.2, 0.6), 3);
        var vehicle = new VehicleSpec(
            key, new ChargeCurve(model.Kwh, model.Kw, 0.9, Tapers: true), 1.4, ChargeLimit: 100, habits);
        var devices = kinds is [DeviceKind.Vehicle] ? CarsAlone[car] : [.. kinds.Order().Select(kind => kind switch
        {
            DeviceKind.Vehicle => CarsAlone[car][0],
            DeviceKind.Charger => model.Kw > 8 ? LargeCharger : SmallCharger,
            DeviceKind.Battery => large ? LargeBattery : SmallBattery,
            DeviceKind.Hvac => new DeviceSpec(kind, "Juniper", "Air", pump.MaxPowerKw),
            DeviceKind.Solar => new DeviceSpec(kind, "Larch", "String", peak),
            _ => NetMeter,
        })];
        return new HouseholdSpec
        {
            Index = index,
            Seed = key,
            Latitude = lat,
            Longitude = lon,
            Devices = devices,
            Vehicle = hasCar ? vehicle : null,
            Wish = hasCar ? wish : null,
            Battery = kinds.Contains(DeviceKind.Battery) ? battery : null,
            HeatPump = kinds.Contains(DeviceKind.Hvac) ? pump : null,
            Solar = kinds.Contains(DeviceKind.Solar) ? solar : null,
            BaseLoadKw = kinds.Any(kind => kind is DeviceKind.Battery or DeviceKind.Solar or DeviceKind.Meter) ? baseKw : 0,
        };
    }

    /// <summary>A batch of households of a mix.</summary>
    public static IEnumerable<HouseholdSpec> CreateMany(
        ulong seed, int count, HouseholdMix mix, double latitude, double longitude, double spreadDegrees = 0.3) =>
        mix.Apportion(count, seed).Select((kinds, index) => Create(seed, index, kinds, latitude, longitude, spreadDegrees));

    /// <summary>Two thirds commute, a fifth runs errands by day, the rest works early or late.</summary>
    private static VehicleHabits HabitsOf(ref SeededRandom random, double kwhPerKm)
    {
        var way = random.NextDouble();
        var (depart, arrive) = way switch
        {
            < 0.68 => (random.Normal(465, 35), random.Normal(1050, 55)),
            < 0.88 => (random.Normal(600, 50), random.Normal(900, 70)),
            < 0.95 => (random.Normal(330, 20), random.Normal(880, 30)),
            _ => (random.Normal(780, 30), random.Normal(1330, 30)),
        };
        var km = Math.Clamp(Math.Exp(random.Normal(Math.Log(34), 0.6)), 4, 180);
        return new VehicleHabits(
            (float)depart,
            (float)arrive,
            (float)random.Normal(640, 45),
            (float)random.Normal(990, 75),
            (float)random.Between(8, 30),
            (float)random.Between(0.05, 0.3),
            (float)random.Between(0.2, 0.5),
            (float)Math.Min(1, random.Between(0.5, 1.0)),
            (float)(km * kwhPerKm));
    }

    /// <summary>Ready somewhat before the usual departure, on the quarter-hour.</summary>
    private static DriverWish WishOf(ref SeededRandom random, VehicleHabits habits)
    {
        var early = random.Between(20, 60);
        var weekday = Quarter(habits.WeekdayDepart - early);
        var weekend = Quarter(habits.WeekendDepart - early);
        var target = random.NextDouble() switch { < 0.15 => 60, < 0.3 => 70, < 0.75 => 80, < 0.9 => 90, _ => 100 };
        var reserve = random.NextDouble() switch { < 0.4 => 0, < 0.7 => 10, _ => 20 };
        return new DriverWish(weekday, weekend, target, reserve);
    }

    private static HeatPumpSpec PumpOf(ref SeededRandom random)
    {
        var lossesKwPerK = random.Between(0.12, 0.28);
        var day = Math.Round(random.Between(19.5, 21.5) * 2) / 2;
        return new HeatPumpSpec(
            Math.Round(lossesKwPerK * 18, 1),
            Math.Round(1 / lossesKwPerK, 2),
            Math.Round(random.Between(6, 18), 1),
            day,
            day - 2);
    }

    private static int Quarter(double minute) => (int)Math.Clamp(Math.Floor(minute / 15) * 15, 240, 1410);
}
