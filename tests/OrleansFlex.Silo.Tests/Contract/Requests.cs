namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>A good request for every operation of the contract that the tests know.</summary>
internal sealed class Requests(FlexWorld world)
{
    private const string Days = """
        "schedule":{"monday":{"deadline":"07:00","minimumChargeTarget":60},"tuesday":{"deadline":"07:00","minimumChargeTarget":60},
        "wednesday":{"deadline":"07:00","minimumChargeTarget":60},"thursday":{"deadline":"07:00","minimumChargeTarget":60},
        "friday":{"deadline":"07:00","minimumChargeTarget":60},"saturday":{"deadline":"09:00","minimumChargeTarget":60},
        "sunday":{"deadline":"09:00","minimumChargeTarget":60}}
        """;

    private const string Values = """
        "currency":"EUR","to":"2025-06-04T00:00:00Z","values":[{"at":"2025-06-02T18:00:00Z","price":0.1},{"at":"2025-06-03T02:00:00Z","price":-0.02}]
        """;

    private const string Report = "startDate=2025-06-01T00:00:00Z&endDate=2025-06-04T00:00:00Z&resolution=DAY";

    public string SegmentId { get; set; } = "";

    public string PolicyId { get; set; } = "";

    public string SessionId { get; set; } = "";

    public string SolarConfigurationId { get; set; } = "";

    /// <summary>The address with the ids of this world, and what the operation asks of its query.</summary>
    public string Address(Operation operation) => Path(operation) + operation.Path switch
    {
        "/flex/price-signals/{zoneId}/areas/{areaId}" when operation.Method == "GET" => "?from=2025-06-02T18:00:00Z&to=2025-06-03T18:00:00Z",
        "/flex/vehicle-policies/{policyId}/charging-report" => $"?{Report}",
        "/flex/vehicle-policies/charging-report" => $"?{Report}&locationId={world.LocationId}&vehicleId={world.VehicleId}",
        "/flex/tariffs/{tariffId}/timeseries" when operation.Method == "GET" => "?from=2025-06-03&to=2025-06-04&timezoneName=Europe/Brussels",
        "/flex/locations/{locationId}/tariff-formula" when operation.Method != "POST" => "?direction=import",
        "/flex/locations/{locationId}/tariffs/resolved" => "?from=2025-06-02&to=2025-06-04&direction=import",
        _ => "",
    };

    public string Path(Operation operation) => operation.Path
        .Replace("{zoneId}", "Z").Replace("{areaId}", "A").Replace("{segmentId}", SegmentId).Replace("{policyId}", PolicyId)
        .Replace("{sessionId}", SessionId)
        .Replace("{solarConfigurationId}", SolarConfigurationId)
        .Replace("{tariffId}", "T").Replace("{locationId}", world.LocationId);

    public string? Body(Operation operation) => operation.Key switch
    {
        "PUT /flex/price-signals/{zoneId}/areas/{areaId}" => $"{{{Values}}}",
        "PUT /flex/price-signals/{zoneId}/areas" => $$"""{"areas":["A","C"],{{Values}}}""",
        "POST /flex/segments" => """{"name":"cars","household":{"includes":["vehicle"],"excludes":["solar"]} }""",
        "PUT /flex/segments/{segmentId}" => """{"name":"cars","household":{"includes":["vehicle"],"excludes":["battery"]} }""",
        "POST /flex/zones/{zoneId}" => """{"currency":"EUR"}""",
        "POST /flex/vehicle-policies" => $$"""{"locationId":"{{world.LocationId}}","vehicleId":"{{world.VehicleId}}","batteryReserve":20,{{Days}}}""",
        "PATCH /flex/vehicle-policies/{policyId}" => $$"""{"batteryReserve":10,{{Days}}}""",
        "POST /flex/vehicle-policies/{policyId}/overrides" => """{"type":"UPCOMING_SCHEDULE","readyBy":"2025-06-04T05:00:00Z","minimumChargeTarget":70}""",
        "POST /solar-configurations" => $$"""{"capacity":5.5,"azimuth":180,"tilt":35,"userId":"u1","locationId":"{{world.LocationId}}"}""",
        "PATCH /solar-configurations/{solarConfigurationId}" => """{"capacity":6,"azimuth":null,"tilt":20}""",
        "POST /flex/tariffs/{tariffId}" => """{"direction":"import","currency":"EUR","per":"kWh"}""",
        "PUT /flex/tariffs/{tariffId}/timeseries" =>
            """{"to":"2025-06-04T00:00:00Z","values":[{"at":"2025-06-02T20:00:00Z","rate":0.1},{"at":"2025-06-03T02:00:00+02:00","rate":-0.02}]}""",
        "POST /flex/locations/{locationId}/tariff-formula" =>
            """{"direction":"import","variables":{"spot":"T"},"formula":"max(spot, 0) * 1.15 + 0.02"}""",
        _ => null,
    };

    /// <summary>Adds the headers that the operation requires.</summary>
    public static void AddHeaders(Operation operation, HttpRequestMessage request)
    {
        if (operation.Key == "PUT /flex/tariffs/{tariffId}/timeseries")
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
    }
}
