namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly Shape LocationPatch = Shape.Object(
        ("name?", Shape.String), ("latitude?", Shape.Number), ("longitude?", Shape.Number), ("timezoneName?", Shape.String),
        ("zone?", Shape.String), ("area?", Shape.String));

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Homes() =>
    [
        Row("GET /users", "List users", query: Describing.Paging, detail: "A user exists from its first location, device or link."),
        Row("GET /users/{userId}", "Get a user"),
        Row("DELETE /users/{userId}", "Delete a user with all of its data"),
        Row("POST /users/{userId}/locations", "Create a location",
            Shape.Object(
                ("name", Shape.String), ("latitude", Shape.Number), ("longitude", Shape.Number), ("timezoneName?", Shape.String),
                ("zone?", Shape.String), ("area?", Shape.String)),
            detail: "`timezoneName` is an IANA time zone, UTC where left out. `zone` and `area` place the home in a market; a zone without an area blocks the zone's activation."),
        Row("GET /users/{userId}/locations", "List a user's locations", query: Describing.Paging),
        Row("GET /locations", "List locations", query: Describing.Paging),
        Row("GET /locations/{locationId}", "Get a location"),
        Row("PUT /locations/{locationId}", "Update a location", LocationPatch, detail: "Members that are left out keep their value. A location with a tariff formula cannot move to a zone whose currency is another one."),
        Row("DELETE /locations/{locationId}", "Delete a location", detail: "409 while a policy is at it."),
    ];
}
