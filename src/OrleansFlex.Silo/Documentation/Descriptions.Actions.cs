namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private const string ActionDetail =
        "The answer is an action: `PENDING` until the device is seen to obey, then `CONFIRMED`, `FAILED` or `CANCELLED`, with a `failureReason`. "
        + "403 without the control scope, 422 while a charging policy controls the device or the vehicle that is known to be plugged into it, 400 where the device is in that state already or is not capable.";

    private static readonly Shape Action = Shape.Object(
        ("id", Shape.Uuid), ("userId", Shape.String), ("createdAt", Shape.Instant), ("updatedAt", Shape.Instant), ("completedAt", Shape.Instant.OrNull()),
        ("state", Shape.OneOf("PENDING", "CONFIRMED", "FAILED", "CANCELLED")), ("targetId", Shape.Uuid), ("targetType", Shape.String),
        ("kind?", Shape.OneOf("START", "STOP")),
        ("targetState?", Shape.Object(("maxCurrent?", Shape.Number), ("operationMode?", Shape.String))),
        ("target?", Shape.Object(
            ("holdType", Shape.OneOf("PERMANENT", "SCHEDULED")), ("mode?", Shape.String), ("heatSetpoint?", Shape.Number), ("coolSetpoint?", Shape.Number))),
        ("failureReason", Shape.Object(("type", Shape.String), ("detail", Shape.String)).OrNull())).Named("ActionBody");

    private static readonly Shape ChargingBody = Shape.Object(("action", Shape.OneOf("START", "STOP")));

    private static readonly Shape MaxCurrentBody = Shape.Object(("maxCurrent", Shape.Number));

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Actions() =>
    [
        Row("POST /vehicles/{deviceId}/charging", "Start or stop charging a vehicle", ChargingBody,
            detail: ActionDetail + " An equal pending action is answered instead of a new one; a different one is cancelled.", answer: Action),
        Row("POST /chargers/{deviceId}/charging", "Start or stop charging at a charger", ChargingBody, detail: ActionDetail + " A pending action is cancelled.", answer: Action),
        Row("POST /vehicles/{deviceId}/max-current", "Limit a vehicle's current", MaxCurrentBody, detail: ActionDetail, answer: Action),
        Row("POST /chargers/{deviceId}/max-current", "Limit a charger's current", MaxCurrentBody, detail: ActionDetail, answer: Action),
        Row("POST /batteries/{deviceId}/operation-mode", "Set a battery's operation mode",
            Shape.Object(("operationMode", Shape.OneOf("IMPORT_FOCUS", "EXPORT_FOCUS", "TIME_OF_USE", "SELF_RELIANCE", "IDLE"))), detail: ActionDetail, answer: Action),
        Row("POST /hvacs/{deviceId}/permanent-hold", "Hold a temperature",
            Shape.Object(("mode", Shape.OneOf("HEAT", "COOL", "AUTO", "OFF")), ("heatSetpoint?", Shape.Number), ("coolSetpoint?", Shape.Number)), detail: ActionDetail, answer: Action),
        Row("POST /hvacs/{deviceId}/follow-schedule", "Follow the unit's own schedule", detail: ActionDetail, answer: Action),
        .. Collections.Take(4).SelectMany(c => new[]
        {
            Row($"GET /{c.Path}/actions/{{actionId}}", $"Get an action of {c.One}", detail: "Actions are kept for 30 days.", answer: Action),
            Row($"POST /{c.Path}/actions/{{actionId}}/cancel", $"Cancel an action of {c.One}", detail: "409 where it is no longer pending.", answer: Action),
        }),
        Row("POST /users/{userId}/link", "Invite a user to link devices",
            Shape.Object(("scopes", Shape.ListOf(Shape.String)), ("language", Shape.String), ("redirectUri", Shape.String), ("vendor?", Shape.String)),
            detail: "Answers the address of a page on which the user picks simulated devices. It works once and for 24 hours; then the browser returns to `redirectUri` with "
                + "`linkResult` (`success` or `cancelled`) and `linkedDevices`. The page is in English whatever `language` says."),
        Row("DELETE /users/{userId}/vendors/{vendor}", "Unlink a user's devices of a vendor"),
        Row("DELETE /users/{userId}/vendors/{vendor}/{vendorType}", "Unlink a user's devices of a vendor and type"),
        Row("GET /gateways", "List the gateways of vendors"),
        Row("GET /gateways/{vendor}", "Get the gateway of a vendor"),
        Row("PUT /gateways/{vendor}", "Register the gateway of a vendor", Shape.Object(("commandUrl", Shape.String), ("secret", Shape.String)),
            detail: "Commands to devices of this vendor are posted to `commandUrl` as `{commandId, deviceId, kind, argument, issuedAt, expiresAt}`, with `x-orleansflex-signature: "
                + "sha256=<hex HMAC-SHA256 of the body>` and the headers of Standard Webhooks. A 2xx answer within five seconds acknowledges one; how it went is told by telemetry, by "
                + "what the device does or by `commandId` with `commandStatus` `CONFIRMED` or `FAILED`. The same `commandId` may come more than once and is to have one effect. "
                + "`secret` has 16 to 256 characters and is never given out."),
        Row("DELETE /gateways/{vendor}", "Remove the gateway of a vendor", detail: "Its devices can then only be read."),
    ];
}
