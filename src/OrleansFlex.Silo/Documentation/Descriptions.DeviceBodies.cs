namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly Shape Text = Shape.String.OrNull(), Amount = Shape.Number.OrNull(), Truth = Shape.Bool.OrNull(), At = Shape.Instant.OrNull();

    private static Shape Vehicle => Device(
        "VehicleBody",
        ("information", Shape.Object(("vin", Text), ("brand", Text), ("model", Text), ("year", Shape.Integer.OrNull()), ("displayName", Text))),
        ("chargeState", Shape.Object(
            ("batteryLevel", Amount), ("range", Amount), ("isPluggedIn", Truth), ("isCharging", Truth), ("isFullyCharged", Truth), ("batteryCapacity", Amount),
            ("chargeLimit", Amount), ("chargeRate", Amount), ("chargeTimeRemaining", Amount), ("maxCurrent", Amount), ("powerDeliveryState", Shape.String),
            ("pluggedInChargerId", Text), ("lastUpdated", At))),
        ("smartChargingPolicy", Shape.Object(("isEnabled", Shape.Bool), ("deadline", Text), ("minimumChargeLimit", Amount))),
        ("odometer", Shape.Object(("distance", Amount), ("lastUpdated", At))));

    private static Shape Charger => Device(
        "ChargerBody",
        ("information", Shape.Object(("brand", Text), ("model", Text), ("year", Shape.Integer.OrNull()), ("serialNumber", Text))),
        ("chargeState", Shape.Object(
            ("isPluggedIn", Truth), ("isCharging", Truth), ("chargeRate", Amount), ("maxCurrent", Amount), ("powerDeliveryState", Shape.String),
            ("pluggedInVehicleId", Text), ("lastUpdated", At))));

    private static Shape Battery => Device(
        "BatteryBody",
        ("information", Site),
        ("chargeState", Shape.Object(
            ("status", Shape.String), ("batteryCapacity", Amount), ("batteryLevel", Amount), ("chargeRate", Amount), ("dischargeLimit", Amount), ("lastUpdated", At))),
        ("config", Shape.Object(("operationMode", Shape.String), ("lastUpdated", At))));

    private static Shape Hvac => Device(
        "HvacBody",
        ("consumptionRate", Amount),
        ("information", Shape.Object(("brand", Text), ("model", Text), ("displayName", Text), ("groupName", Text), ("category", Text))),
        ("temperatureState", Shape.Object(("currentTemperature", Amount), ("isActive", Truth), ("lastUpdated", At))),
        ("thermostatState", Shape.Object(
            ("mode", Shape.String), ("heatSetpoint", Amount), ("coolSetpoint", Amount), ("holdType", Text), ("lastUpdated", At))));

    private static Shape Inverter => Device(
        "InverterBody",
        ("productionState", Shape.Object(("productionRate", Amount), ("isProducing", Truth), ("totalLifetimeProduction", Amount), ("lastUpdated", At))),
        ("timezone", Text),
        ("information", Shape.Object(
            ("id", Text), ("sn", Text), ("brand", Text), ("model", Text), ("siteName", Text), ("installationDate", Text))));

    private static Shape Meter => Device(
        "MeterBody",
        ("information", Site),
        ("energyState", Shape.Object(("power", Amount), ("lastUpdated", At))));

    private static Shape Site => Shape.Object(("brand", Text), ("model", Text), ("siteName", Text), ("installationDate", Text));

    private static Shape Range => Shape.Object(("min", Shape.Number), ("max", Shape.Number));

    // What callers tell of an HVAC unit stands among its capabilities, but has another form than they.
    private static Shape Capabilities(string name) => name == "HvacBody"
        ? Shape.Object(
            ("capableModes", Shape.ListOf(Shape.String).OrNull()), ("coolSetpointRange", Range.OrNull()), ("heatSetpointRange", Range.OrNull()),
            ("setpointDifferenceRange", Range.OrNull()), ("information", Capability), ("temperatureState", Capability), ("thermostatState", Capability),
            ("setFollowSchedule", Capability), ("setPermanentHold", Capability))
        : Shape.MapOf(Capability);

    private static Shape Capability => Shape.Object(("isCapable", Shape.Bool), ("interventionIds", Shape.ListOf(Shape.String)));

    private static Shape Device(string name, params (string Name, Shape Shape)[] parts) => Shape.Object(
    [
        ("id", Shape.Uuid), ("userId", Shape.String), ("vendor", Shape.String), ("lastSeen", Shape.Instant), ("isReachable", Truth),
        .. parts,
        ("location", Shape.Object(("id", Shape.Uuid.OrNull()), ("longitude", Amount), ("latitude", Amount), ("lastUpdated", At))),
        ("capabilities", Capabilities(name)),
        ("scopes", Shape.ListOf(Shape.String)),
    ]).Named(name);
}
