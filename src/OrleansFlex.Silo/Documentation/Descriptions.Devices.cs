namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    // Not a field: the bodies are of another file, and static fields of files have no order among themselves.
    private static (string Path, string One, Shape Body)[] Collections =>
    [
        ("vehicles", "a vehicle", Vehicle), ("chargers", "a charger", Charger), ("batteries", "a battery", Battery),
        ("hvacs", "an HVAC unit", Hvac), ("inverters", "an inverter", Inverter), ("meters", "a meter", Meter),
    ];

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

    private static readonly Shape TelemetryAnswer = Shape.Object(
        ("accepted", Shape.Integer), ("rejected", Shape.Integer),
        ("items", Shape.ListOf(Shape.Object(("deviceId", Shape.String), ("status", Shape.OneOf("accepted", "rejected")), ("reason?", Shape.String)))))
        .Named("TelemetryAnswerBody");

    private static Shape PageOf(Shape row) => Shape.Object(
        ("data", Shape.ListOf(row)), ("pagination", Shape.Object(("after", Shape.String.OrNull()), ("before", Shape.String.OrNull()))));

    private static IEnumerable<KeyValuePair<string, OperationDescription>> DevicesTable() =>
    [
        Row("POST /users/{userId}/devices", "Link a device", LinkBody,
            detail: "`scopes` default to all of the type. `capabilities` tells with `isCapable: false` what the device lacks; for an HVAC unit also `capableModes`, "
                + "`coolSetpointRange`, `heatSetpointRange` and `setpointDifferenceRange` (`min` and `max`, 5 to 35 °C, 0 to 30 K), to which actions are then held.",
            answer: Shape.Either([.. Collections.Select(c => c.Body)])),
        Row("DELETE /devices/{deviceId}", "Unlink a device"),
        Row("POST /devices/states", "Report device states", TelemetryBody,
            detail: "Up to 10,000 items and 10 MiB, as a JSON array or as `application/x-ndjson`. Each item is accepted or rejected by itself; what is accepted is durable when the answer comes. Items older than the last one are accepted as `stale` and ignored. `commandStatus` tells how the command `commandId` went: `CONFIRMED` (or `SUCCEEDED`), `FAILED` (or `REJECTED`, `ABORTED`); other words say nothing yet.",
            answer: TelemetryAnswer),
        .. Collections.SelectMany(c => new[]
        {
            Row($"GET /{c.Path}", $"List {c.Path}", query: Describing.Paging, answer: PageOf(c.Body)),
            Row($"GET /users/{{userId}}/{c.Path}", $"List a user's {c.Path}", query: Describing.Paging, answer: PageOf(c.Body)),
            Row($"GET /{c.Path}/{{deviceId}}", $"Get {c.One}", answer: c.Body),
            Row($"POST /{c.Path}/{{deviceId}}/refresh-hint", $"Ask for fresh data of {c.One}"),
        }),
    ];
}
