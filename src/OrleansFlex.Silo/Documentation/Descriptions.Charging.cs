namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly Shape Day = Shape.Object(("deadline", Shape.String), ("minimumChargeTarget", Shape.Number));

    private static readonly string[] DayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly (string Name, Shape Shape)[] Report =
        [("startDate", Shape.Instant), ("endDate", Shape.Instant), ("resolution?", Shape.OneOf("DAY", "MONTH"))];

    private const string ReportDetail =
        "Energy in kWh by policy state, a row for every local day or month from `startDate` to before `endDate`, at most 400 days. Of both only the date counts, as it is written. A quarter of an hour counts on the day in which it starts; the rows add up to the energy of the sessions exactly. The live session counts up to its last reading.";

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Charging() =>
    [
        Row("POST /flex/vehicle-policies", "Create a vehicle policy",
            Shape.Object(
                ("locationId", Shape.Uuid), ("vehicleId", Shape.Uuid), ("batteryReserve", Shape.Number),
                ("schedule", Shape.Object([.. DayNames.Select(day => (day, Day))]))),
            detail: "`deadline` is `HH:mm` in the location's time zone. One policy per vehicle and location."),
        Row("GET /flex/vehicle-policies", "List vehicle policies", query: [.. Describing.Paging, ("locationId?", Shape.Uuid), ("userId?", Shape.String)]),
        Row("GET /flex/vehicle-policies/{policyId}", "Get a vehicle policy"),
        Row("PATCH /flex/vehicle-policies/{policyId}", "Update a vehicle policy",
            Shape.Object(("batteryReserve?", Shape.Number), ("schedule?", Shape.Object([.. DayNames.Select(day => ($"{day}?", Day))]))),
            detail: "Days that are left out keep their settings."),
        Row("DELETE /flex/vehicle-policies/{policyId}", "Delete a vehicle policy"),
        Row("GET /flex/vehicle-policies/{policyId}/status", "Get a policy's status"),
        Row("GET /flex/vehicle-policies/{policyId}/plan", "Get a policy's charging plan",
            detail: "Every block with its price, cost and reason, and what charging at once would cost."),
        Row("POST /flex/vehicle-policies/{policyId}/overrides", "Override a policy once",
            Shape.Object(
                ("type", Shape.OneOf("IMMEDIATE_START", "UPCOMING_SCHEDULE")), ("target?", Shape.Number), ("readyBy?", Shape.Instant),
                ("minimumChargeTarget?", Shape.Number)),
            detail: "`IMMEDIATE_START` needs `target`, which may not be above the vehicle's charge limit. `UPCOMING_SCHEDULE` needs `readyBy`, `minimumChargeTarget` or both. One override at a time; it ends at its target, at its deadline, or when the vehicle is unplugged after it has run."),
        Row("GET /flex/vehicle-policies/{policyId}/overrides", "Get a policy's override"),
        Row("DELETE /flex/vehicle-policies/{policyId}/overrides", "Remove a policy's override"),
        Row("GET /flex/vehicle-policies/{policyId}/session", "Get a policy's upcoming or active session",
            detail: "The series is by quarter of an hour (UTC) up to the present and adds up to the sum exactly."),
        Row("GET /flex/vehicle-policies/sessions", "List settled sessions",
            query:
            [
                .. Describing.Paging, ("from?", Shape.Instant), ("to?", Shape.Instant), ("policyId?", Shape.Uuid), ("locationId?", Shape.Uuid), ("vehicleId?", Shape.Uuid),
            ],
            detail: "Newest first by the time of plugging in. `from` keeps those plugged in then or later, `to` those unplugged then or earlier. Settled sessions never change."),
        Row("GET /flex/vehicle-policies/{policyId}/sessions/{sessionId}", "Get a settled session",
            detail: "An unmanaged session, which no policy drove, is found under every policy of its vehicle."),
        Row("GET /flex/vehicle-policies/{policyId}/charging-report", "Get a policy's charging report", query: Report, detail: ReportDetail),
        Row("GET /flex/vehicle-policies/charging-report", "Get the charging report of a vehicle at a location",
            query: [.. Report, ("locationId", Shape.Uuid), ("vehicleId", Shape.Uuid)], detail: ReportDetail),
    ];

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Sandbox() =>
    [
        Row("POST /sandbox/households", "Add simulated households",
            Shape.Object(
                ("count", Shape.Integer), ("zone", Shape.String), ("area", Shape.String), ("timezoneName?", Shape.String),
                ("latitude?", Shape.Number), ("longitude?", Shape.Number), ("seed?", Shape.Integer), ("mix?", Shape.Map)),
            detail: "`mix` gives shares by household, such as `{\"vehicle\": 0.5, \"vehicle+solar\": 0.2}`."),
        Row("GET /sandbox/load", "Read how busy the simulation is", detail: "Reports and commands since the start, and how far the simulation is behind the clock."),
        Row("GET /sandbox/devices/{deviceId}", "Get a simulated device's true state"),
        Row("POST /sandbox/devices/{deviceId}", "Change a simulated device",
            Shape.Object(
                ("fault?", Shape.OneOf("NONE", "FAIL", "VANISH", "IGNORE_COMMANDS")),
                ("action?", Shape.OneOf("PLUG_IN", "UNPLUG", "DRIVE_AWAY", "START_CHARGING", "STOP_CHARGING")),
                ("batteryLevel?", Shape.Number), ("chargeLimit?", Shape.Number))),
    ];
}
