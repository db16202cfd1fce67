namespace OrleansFlex.Benchmarks.Silo;

/// <summary>
/// Cars as a retailer connects them: made by requests, known by telemetry only. Their vendor takes no commands, so that nothing but the
/// pushes of the benchmark moves the shape.
/// </summary>
internal static class FleetCars
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Adds a home with a car under a policy.</summary>
    public static async Task AddAsync(SiloProcess silo, int number)
    {
        var user = $"driver-{number}";
        var home = await silo.SendAsync(HttpMethod.Post, $"/users/{user}/locations", new
        {
            name = "Home",
            latitude = 50.8,
            longitude = 4.3,
            timezoneName = "Europe/Brussels",
            zone = "BE",
            area = "north",
        });
        var locationId = home.GetProperty("id").GetString();
        var car = await silo.SendAsync(HttpMethod.Post, $"/users/{user}/devices", new
        {
            type = "vehicle",
            vendor = "BENCH",
            locationId,
            ratings = new { maxPowerKw = number % 3 == 0 ? 7.4 : 11.0, batteryCapacityKwh = 40 + (number % 5 * 10), tapers = true },
        });
        var day = new { deadline = $"{6 + (number % 3):00}:{number % 4 * 15:00}", minimumChargeTarget = 70 + (number % 4 * 10) };
        await silo.SendAsync(HttpMethod.Post, "/flex/vehicle-policies", new
        {
            vehicleId = car.GetProperty("id").GetString(),
            locationId,
            batteryReserve = number % 3 * 10,
            schedule = Days.ToDictionary(name => name, _ => day),
        });
    }
}
