namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly (string Path, string One)[] Collections =
        [("vehicles", "vehicle"), ("chargers", "charger"), ("batteries", "battery"), ("hvacs", "HVAC unit"), ("inverters", "inverter"), ("meters", "meter")];

    private static readonly Shape LinkBody = Shape.Object(
        ("type", Shape.OneOf("vehicle", "charger", "battery", "hvac", "inverter", "meter")),
        ("vendor", Shape.String),
        ("locationId?", Shape.Uuid),
        ("information?", Shape.Map),
        ("capabilities?", Shape.Map),
        ("scopes?", Shape.ListOf(Shape.String)),
        ("ratings", Shape.Object(
            ("maxPowerKw", Shape.Number), ("minPowerKw?", Shape.Number), ("batteryCapacityKwh?", Shape.Number), ("efficiency?", Shape.Number),
            ("maxDischargeKw?", Shape.Number), ("tapers?", Shape.Bool), ("onOffOnly?", Shape.Bool))));

    private static readonly Shape TelemetryBody = Shape.ListOf(Shape.Object(
        ("deviceId", Shape.Uuid), ("at", Shape.Instant), ("isReachable?", Shape.Bool), ("isPluggedIn?", Shape.Bool), ("isCharging?", Shape.Bool),
        ("batteryLevel?", Shape.Number), ("chargeLimit?", Shape.Number), ("chargeRateKw?", Shape.Number), ("energyMeterKwh?", Shape.Number),
        ("pluggedInChargerId?", Shape.Uuid), ("latitude?", Shape.Number), ("longitude?", Shape.Number), ("locationId?", Shape.Uuid),
        ("productionKw?", Shape.Number), ("temperature?", Shape.Number), ("commandId?", Shape.Uuid), ("commandStatus?", Shape.String)));

    private static IEnumerable<KeyValuePair<string, OperationDescription>> DevicesTable() =>
    [
        Row("POST /users/{userId}/devices", "Link a device", LinkBody, detail: "`scopes` default to all of the type."),
        Row("DELETE /devices/{deviceId}", "Unlink a device"),
        Row("POST /devices/states", "Report device states", TelemetryBody,
            detail: "Up to 10,000 items and 10 MiB, as a JSON array or as `application/x-ndjson`. Each item is accepted or rejected by itself; what is accepted is durable when the answer comes. Items older than the last one are accepted as `stale` and ignored. `commandStatus` tells how the command `commandId` went: `CONFIRMED` (or `SUCCEEDED`), `FAILED` (or `REJECTED`, `ABORTED`); other words say nothing yet."),
        .. Collections.SelectMany(c => new[]
        {
            Row($"GET /{c.Path}", $"List {c.Path}", query: Describing.Paging),
            Row($"GET /users/{{userId}}/{c.Path}", $"List a user's {c.Path}", query: Describing.Paging),
            Row($"GET /{c.Path}/{{deviceId}}", $"Get a {c.One}"),
            Row($"POST /{c.Path}/{{deviceId}}/refresh-hint", $"Ask for fresh data of a {c.One}"),
        }),
    ];
}
