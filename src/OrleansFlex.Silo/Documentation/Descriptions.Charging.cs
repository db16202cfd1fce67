namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly Shape Day = Shape.Object(("deadline", Shape.String), ("minimumChargeTarget", Shape.Number));

    private static readonly string[] DayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

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
    ];

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Sandbox() =>
    [
        Row("POST /sandbox/households", "Add simulated households",
            Shape.Object(
                ("count", Shape.Integer), ("zone", Shape.String), ("area", Shape.String), ("timezoneName?", Shape.String),
                ("latitude?", Shape.Number), ("longitude?", Shape.Number), ("seed?", Shape.Integer), ("mix?", Shape.Map)),
            detail: "`mix` gives shares by household, such as `{\"vehicle\": 0.5, \"vehicle+solar\": 0.2}`."),
        Row("GET /sandbox/devices/{deviceId}", "Get a simulated device's true state"),
        Row("POST /sandbox/devices/{deviceId}", "Change a simulated device",
            Shape.Object(
                ("fault?", Shape.OneOf("NONE", "FAIL", "VANISH", "IGNORE_COMMANDS")),
                ("action?", Shape.OneOf("PLUG_IN", "UNPLUG", "DRIVE_AWAY", "START_CHARGING", "STOP_CHARGING")),
                ("batteryLevel?", Shape.Number), ("chargeLimit?", Shape.Number))),
    ];
}
