namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly Shape Prices = Shape.ListOf(Shape.Object(("at", Shape.Instant), ("price", Shape.Number)));

    private static readonly Shape Household = Shape.OneOf("vehicle", "charger", "battery", "hvac", "solar", "meter");

    private static readonly Shape SegmentBody = Shape.Object(
        ("name", Shape.String), ("household", Shape.Object(("includes", Shape.ListOf(Household)), ("excludes?", Shape.ListOf(Household)))));

    private static readonly Shape Chunks = Shape.ListOf(Shape.Object(
        ("timestamp", Shape.Instant),
        ("forecast", Shape.Object(
            ("expectedKw", Shape.Number), ("minimumKw", Shape.Number), ("maximumKw", Shape.Number), ("confidence", Shape.Number)))).Named("ShapeChunkBody"));

    private static readonly Shape ZoneShape = Shape.Object(
        ("zoneId", Shape.String), ("computedAt", Shape.Instant), ("chunkSizeMinutes", Shape.Integer), ("revisionId", Shape.String),
        ("total", Shape.Object(("assetCount", Shape.Integer), ("startAt", Shape.Instant), ("endAt", Shape.Instant), ("chunks", Chunks))),
        ("segments", Shape.ListOf(Shape.Object(("segmentId", Shape.Uuid), ("name", Shape.String), ("assetCount", Shape.Integer), ("chunks", Chunks)))),
        ("unassigned", Shape.Object(("assetCount", Shape.Integer), ("chunks", Chunks)))).Named("ZoneShapeBody");

    private static readonly Shape SegmentShape = Shape.Object(
        ("startAt", Shape.Instant), ("endAt", Shape.Instant), ("chunkSizeMinutes", Shape.Integer), ("computedAt", Shape.Instant),
        ("assetCount", Shape.Integer), ("revisionId", Shape.String), ("chunks", Chunks)).Named("SegmentShapeBody");

    private static readonly Shape ZoneStatus = Shape.Object(
        ("zoneId", Shape.String), ("computedAt", Shape.Instant), ("isForecastStable", Shape.Bool), ("isSolvent", Shape.Bool), ("isControlNominal", Shape.Bool),
        ("segments", Shape.ListOf(Shape.Object(
            ("segmentId", Shape.Uuid), ("name", Shape.String), ("isForecastStable", Shape.Bool), ("isSolvent", Shape.Bool),
            ("isControlNominal", Shape.Bool))))).Named("ZoneStatusBody");

    private const string Envelope =
        "The minimum and the maximum hold per chunk: all maxima together, or all minima, can in general not be reached. The sums of the segments and of what is unassigned add up to the total exactly. Answers 304 to `If-None-Match` with the last `ETag`.";

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Flexibility() =>
    [
        Row("POST /flex/zones/{zoneId}", "Activate a zone", Shape.Object(("currency", Shape.String)),
            detail: "Needs at least one location in the zone, and an area for each of them."),
        Row("GET /flex/zones", "List active zones"),
        Row("GET /flex/zones/{zoneId}", "Get a zone"),
        Row("DELETE /flex/zones/{zoneId}", "Deactivate a zone", detail: "Drops its price signals and its shape."),
        Row("GET /flex/zones/{zoneId}/areas", "List a zone's areas"),
        Row("PUT /flex/price-signals/{zoneId}/areas/{areaId}", "Push a price signal",
            Shape.Object(("currency", Shape.String), ("to", Shape.Instant), ("values", Prices)),
            detail: "A step function from the first `at` to `to`; it replaces exactly that window. At most 10,000 values, strictly rising in time."),
        Row("PUT /flex/price-signals/{zoneId}/areas", "Push a price signal to several areas",
            Shape.Object(("areas", Shape.ListOf(Shape.String)), ("currency", Shape.String), ("to", Shape.Instant), ("values", Prices)),
            detail: "All or nothing."),
        Row("GET /flex/price-signals/{zoneId}/areas/{areaId}", "Get a price signal", query: [("from", Shape.Instant), ("to", Shape.Instant)],
            detail: "The first value is the one in force at `from`; `gaps` tells where nothing is known."),
        Row("POST /flex/segments", "Create a segment", SegmentBody,
            detail: "Two segments must be disjoint: some type must be included by one and excluded by the other."),
        Row("GET /flex/segments", "List segments"),
        Row("GET /flex/segments/{segmentId}", "Get a segment"),
        Row("PUT /flex/segments/{segmentId}", "Replace a segment", SegmentBody),
        Row("DELETE /flex/segments/{segmentId}", "Delete a segment"),
        Row("GET /flex/shape/{zoneId}", "Get a zone's flex shape", query: [("area?", Shape.String)], detail: Envelope, answer: ZoneShape).Conditional(),
        Row("GET /flex/shape/{zoneId}/segments/{segmentId}", "Get a segment's flex shape", query: [("area?", Shape.String)], detail: Envelope, answer: SegmentShape)
            .Conditional(),
        Row("GET /flex/shape/{zoneId}/status", "Get a zone's status", answer: ZoneStatus),
    ];
}
