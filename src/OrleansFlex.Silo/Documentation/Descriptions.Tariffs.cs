using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly Shape Direction = Shape.OneOf("import", "export");

    private static readonly (string, Shape)[] LocalRange = [("from", Shape.Date), ("to", Shape.Date)];

    private const string FormulaSyntax =
        "`+`, `-`, `*`, `/`, parentheses, numbers such as `0.03`, variables, and `min(a, b)`, `max(a, b)`, `clamp(x, lo, hi)`, `abs(x)`, `round(x, n)` with n from 0 to 10, half away from zero. "
        + "The formula must yield a rate (currency per kWh): rates and scalars cannot be added or compared, two rates cannot be multiplied, a scalar cannot be divided by a rate. "
        + "Numbers take the dimension that their context needs. At most 2,000 characters, 64 levels, 32 variables. "
        + "Faults name line, column and what was expected. All tariffs must exist and have the formula's direction, one currency, and that of the location's zone.";

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Tariffs() =>
    [
        Row("GET /flex/tariffs", "List tariffs", query: Describing.Paging),
        Row("POST /flex/tariffs/{tariffId}", "Create a tariff",
            Shape.Object(("direction", Direction), ("currency?", Shape.String), ("per", Shape.OneOf("kWh", "scalar"))),
            detail: "`currency` belongs to `per: kWh` and is left out for `scalar`. 200 where the tariff exists with this definition, 409 where it has another."),
        Row("GET /flex/tariffs/{tariffId}", "Get a tariff"),
        Row("DELETE /flex/tariffs/{tariffId}", "Delete a tariff with its data", detail: "409 while a location's formula uses it; the locations are named."),
        Row("GET /flex/tariffs/{tariffId}/timeseries", "Get a tariff's rates", query: [.. LocalRange, ("timezoneName", Shape.String)],
            detail: "From the start of `from` to the start of `to` in the time zone, at most 366 days. The first value is the one in force at the start; `gaps` tells where nothing is known. 400 where nothing is known at all."),
        Row("PUT /flex/tariffs/{tariffId}/timeseries", "Push rates to a tariff",
            Shape.Object(("to", Shape.Instant), ("values", Shape.ListOf(Shape.Object(("at", Shape.Instant), ("rate", Shape.Number))))),
            detail: "Replaces exactly the window from the first `at`, at least an hour ahead, to `to`. At most 10,000 values, strictly rising in time. "
                + "The `Idempotency-Key` header is required: 1 to 255 visible characters, quoted or not. A repetition within 24 hours has no effect (204), with other content it is refused (422), "
                + "while the first is under way too (409). At most 10,000 data points of a tariff are overwritten within 24 hours (429 with `Retry-After`).")
            .With(push => push with { Headers = [(IdempotencyKey.Header, Shape.String)] }),
        Row("GET /flex/locations/{locationId}/tariff-formula", "Get a location's tariff formula", query: [("direction", Direction)]),
        Row("POST /flex/locations/{locationId}/tariff-formula", "Set a location's tariff formula",
            Shape.Object(("direction", Direction), ("variables", Shape.Map), ("formula", Shape.String)), detail: FormulaSyntax),
        Row("DELETE /flex/locations/{locationId}/tariff-formula", "Delete a location's tariff formula", query: [("direction", Direction)]),
        Row("GET /flex/locations/{locationId}/tariffs/resolved", "Get the rates that a location's formula yields",
            query: [.. LocalRange, ("direction", Direction), .. Describing.Paging],
            detail: "Contiguous intervals from the start of `from` to the start of `to` in the location's time zone, at most 366 days, in the order of time. "
                + "Each is `RESOLVED` with a `rate`, or `UNRESOLVED` with a `reason` (`MISSING_DATA`, `DIVISION_BY_ZERO`, `OVERFLOW`) and the tariffs that are `missing`. "
                + "Pages tile the range also when data change in between. Answers 304 to `If-None-Match` with the last `ETag`.").Conditional(),
    ];
}
