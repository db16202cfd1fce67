using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private const string SimulationDetail = """
        Plans charging over past days as it would have been with the prices known, beside charging at once from each arrival. Nothing in the grid changes. Answers 202 with a
        job: follow it by `GET`, or live at `/events`.

        **Days.** From the start of the local date `from` to the start of `to` in `timezoneName` (with `locationId`: the location's, unless told), at most 1,100 days.

        **Prices**, per kWh, must be known throughout. `prices` gives them here: each from its `at` to the next, the last until `to`; at most 110,000. Otherwise (and
        not beside them) the stored signal of `zoneId` and `areaId` is taken, or that of the location's area; signals are kept for 400 days. With `locationId` the rate of the location's import formula is added to either, as it is in plans.

        **Fleet.** `vehicles` (at most 1,000) come every day, or on those `days`, at the local time `arrival` with the level `levelAtArrival` (per cent), and leave at
        `departure`, the day after where that is not later. By then they are to have `target`; below `reserve` they charge at once; they never charge beyond
        `chargeLimit` (100 unless told), and `reserve` ≤ `target` ≤ `chargeLimit`. `efficiency` is 0.9 unless told. `count` (1 to 10,000) stands for vehicles that are alike. Stays that do not end before `to` are left out.
        `sessions` (at most 50,000, each within the days and of at most 10 days) instead say how much energy was bought at the wall, when and at what power. With
        `locationId` and no `fleet`, the settled sessions of the location are taken.
        Two plans are made for each stay, at most 2,000,000 in all.

        **Policy.** `startCost`, `minimumBlockMinutes` and `marginMinutes` are the server's settings unless told. Start costs count in the choice of plans, not in `cost`.

        **Result.** `notReached` counts stays that end below their target. `energyKwhImmediate` can differ from `energyKwh`: plans charge up to the limit where prices are
        negative. `shape` is the mean load by quarter of the local day, kW; `perMonth` goes by the month of arrival.

        Simulations of all tenants take turns on one core. At most 5 of a tenant may be unfinished (429). They live in the memory of the server: at most 50 are kept, and
        each until 24 hours after it ended or until the server stops.
        """;

    private static readonly Shape SimulatedVehicle = Shape.Object(
        ("count?", Shape.Integer), ("maxPowerKw", Shape.Number), ("batteryCapacityKwh", Shape.Number), ("efficiency?", Shape.Number), ("arrival", Shape.String),
        ("departure", Shape.String), ("days?", Shape.ListOf(Shape.OneOf([.. WeeklySchedule.DayNames]))), ("levelAtArrival", Shape.Number), ("target", Shape.Number),
        ("reserve?", Shape.Number), ("chargeLimit?", Shape.Number), ("minPowerKw?", Shape.Number));

    private static readonly Shape SimulatedSession = Shape.Object(
        ("arriveAt", Shape.Instant), ("departAt", Shape.Instant), ("energyKwh", Shape.Number), ("maxPowerKw", Shape.Number));

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Simulations() =>
    [
        Row("POST /flex/simulations", "Simulate what charging would have cost",
            Shape.Object(
                ("from", Shape.Date), ("to", Shape.Date), ("timezoneName?", Shape.String), ("locationId?", Shape.Uuid), ("zoneId?", Shape.String),
                ("areaId?", Shape.String), ("prices?", Shape.Object(("currency", Shape.String), ("to", Shape.Instant), ("values", Prices))),
                ("fleet?", Shape.Object(("vehicles?", Shape.ListOf(SimulatedVehicle)), ("sessions?", Shape.ListOf(SimulatedSession)))),
                ("startCost?", Shape.Number), ("minimumBlockMinutes?", Shape.Integer), ("marginMinutes?", Shape.Integer)),
            detail: SimulationDetail),
        Row("GET /flex/simulations", "List simulations", query: Describing.Paging, detail: "Newest first."),
        Row("GET /flex/simulations/{simulationId}", "Get a simulation",
            detail: "`state` is `QUEUED`, `RUNNING`, `DONE`, `FAILED` or `CANCELLED`; `progress` goes from 0 to 1; `result` is there when it is done."),
        Row("DELETE /flex/simulations/{simulationId}", "Cancel or delete a simulation",
            detail: "One that is not over becomes `CANCELLED` and can still be read; one that is over is gone."),
        Row("GET /flex/simulations/{simulationId}/events", "Follow a simulation live",
            detail: "Server-sent events named `progress` with `state` and `progress`: one at once, then one for each change of the state or of a hundredth, until it is over.")
            .With(view => view.AsEvents()),
    ];
}
