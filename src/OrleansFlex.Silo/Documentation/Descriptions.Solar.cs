namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static IEnumerable<KeyValuePair<string, OperationDescription>> Solar() =>
    [
        Row("POST /solar-configurations", "Create a solar configuration",
            Shape.Object(
                ("capacity", Shape.Number), ("azimuth", Shape.Number.OrNull()), ("tilt", Shape.Number.OrNull()), ("userId", Shape.String), ("locationId", Shape.Uuid)),
            detail: "`capacity` in kWp; `azimuth` 0–359 degrees from true north, null: towards the equator; `tilt` 0–90 degrees, null: the latitude. A location may have several, one for each array of panels, but no two with the same parameters (409). Its household counts as `solar`."),
        Row("GET /solar-configurations", "List solar configurations", query: Describing.Paging),
        Row("GET /solar-configurations/{solarConfigurationId}", "Get a solar configuration"),
        Row("PATCH /solar-configurations/{solarConfigurationId}", "Update a solar configuration",
            Shape.Object(("capacity?", Shape.Number), ("azimuth?", Shape.Number.OrNull()), ("tilt?", Shape.Number.OrNull())),
            detail: "Members that are left out keep their value; null says that an angle is not known. 400 where the location has another one with the same parameters."),
        Row("DELETE /solar-configurations/{solarConfigurationId}", "Delete a solar configuration"),
        Row("GET /locations/{locationId}/solar-forecast", "Get a location's solar forecast",
            detail: "Mean production of its solar configurations in kW by quarter of an hour, 48 hours from the running one. The sky counts as clear where the area's weather is not known; what the inverters of the location have reported in the last three hours corrects the coming ones. Zeros without a configuration."),
        Row("PUT /flex/weather/{zoneId}/areas/{areaId}", "Push an area's weather",
            Shape.Object(("to", Shape.Instant), ("values", Shape.ListOf(Shape.Object(("at", Shape.Instant), ("cloudCoverPercent", Shape.Number))))),
            detail: "Cloud cover, 0–100 %, as a step function from the first `at` to `to`; it replaces exactly that window. At most 10,000 values, strictly rising in time. The zone need not be active. Plans that count on the area's sun are made anew."),
        Row("GET /flex/weather/{zoneId}/areas/{areaId}", "Get an area's weather", query: [("from", Shape.Instant), ("to", Shape.Instant)],
            detail: "The first value is the one in force at `from`; `gaps` tells where nothing is known. 404 before the first push."),
    ];
}
