using System.Diagnostics;
using static OrleansFlex.Storage.Tests.RowFactory;

namespace OrleansFlex.Storage.Tests;

/// <summary>What every engine promises about settled sessions.</summary>
public abstract class SessionStoreTests : StorageTests
{
    private ISessionStore Log => Database.Sessions;

    private SessionQuery Query => new(Client);

    [Fact]
    public async Task A_session_is_kept_as_it_is()
    {
        var full = Session(Client, 1, 5) with { PolicyId = Id(2), LocationId = Id(3) };
        await AppendAsync(full, Session(Client, 9, -5));
        await AppendAsync(full with { UserId = "other", Json = Json("{}") });

        Text((await Log.FindAsync(Client, full.Id, Ct))!).ShouldBe(Text(full));
        Text((await Log.FindAsync(Client, Id(9), Ct))!).ShouldBe(Text(Session(Client, 9, -5)));
        (await Log.FindAsync(Client + "x", full.Id, Ct)).ShouldBeNull();
        (await Log.PageAsync(new(Client + "x"), Ct)).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_combination_of_filters_and_both_directions_agree_with_a_model()
    {
        var random = new Random(12);
        var rows = Enumerable.Range(0, 400).Select(i => Session(Client, i, random.Next(60), random.Next(20)) with
        {
            PolicyId = Pick(3),
            LocationId = Pick(3),
            VehicleId = Id(random.Next(3)),
        }).ToArray();
        await AppendAsync(rows);

        for (var run = 0; run < 800; run++)
        {
            var query = Query with
            {
                PolicyId = Pick(2),
                VehicleId = Pick(2),
                LocationId = Pick(2),
                StartsFromMs = At(),
                StartsBeforeMs = At(),
                EndsAfterMs = At(),
                EndsByMs = At(),
                PageSize = random.Next(1, 30),
            };
            var place = rows[random.Next(rows.Length)].Cursor;
            var direction = random.Next(3);
            query = direction switch { 0 => query, 1 => query with { After = place }, _ => query with { Before = place } };

            await ShouldAgreeAsync(query, rows);
        }

        Guid? Pick(int of) => random.Next(2) == 0 ? null : Id(random.Next(of));
        long? At() => random.Next(2) == 0 ? null : random.Next(80);
    }

    [Fact]
    public async Task A_stream_runs_forwards_across_its_chunks()
    {
        var rows = Enumerable.Range(0, 2_500).Select(i => Session(Client, i, i / 700) with { PolicyId = i % 5 == 0 ? null : Id(1) }).ToArray();
        await AppendAsync(rows);

        var streamed = new List<Guid>();
        await foreach (var row in Log.StreamAsync(Query with { PolicyId = Id(1) }, Ct))
            streamed.Add(row.Id);

        streamed.ShouldBe(rows.Where(row => row.PolicyId is not null).OrderBy(row => row.PluggedInMs).ThenBy(row => $"{row.Id}", StringComparer.Ordinal).Select(row => row.Id));
    }

    [Fact]
    public async Task A_users_sessions_are_erased_and_nobody_elses()
    {
        await AppendAsync([.. Enumerable.Range(0, 2_100).Select(i => Session(Client, i, i) with { UserId = "gone" })]);
        await AppendAsync(Session(Client, 3_000, 1), Session(Client + "x", 1, 1) with { UserId = "gone" });

        (await Log.EraseUserAsync(Client, "gone", Ct)).ShouldBe(2_100);
        (await Log.EraseUserAsync(Client, "gone", Ct)).ShouldBe(0);

        (await Log.PageAsync(Query, Ct)).Rows.ShouldHaveSingleItem().Id.ShouldBe(Id(3_000));
        (await Log.FindAsync(Client + "x", Id(1), Ct)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SessionQuery.MaxPageSize + 1)]
    public async Task A_page_size_out_of_range_is_refused(int size) =>
        await Should.ThrowAsync<ArgumentException>(async () => await Log.PageAsync(Query with { PageSize = size }, Ct));

    [Fact]
    public async Task Two_cursors_at_once_are_refused() =>
        await Should.ThrowAsync<ArgumentException>(async () => await Log.PageAsync(Query with { After = new(1, Id(1)), Before = new(2, Id(2)) }, Ct));

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_page_deep_among_200_000_sessions_takes_little_time()
    {
        const int Vehicles = 1_000, PerVehicle = 200, Batch = 2_000;
        for (var start = 0; start < Vehicles * PerVehicle; start += Batch)
            await AppendAsync([.. Enumerable.Range(start, Batch).Select(Busy)]);
        var deep = new SessionCursor(12 * Hour * 100, Id(5));
        var between = Query with { StartsFromMs = 600 * Hour, EndsByMs = 700 * Hour };
        SessionQuery[] queries =
        [
            Query with { After = deep }, Query with { Before = deep }, between with { After = new(650 * Hour, Id(5)) },
            Query with { PolicyId = Id(77), After = deep }, Query with { VehicleId = Id(77), LocationId = Id(77), Before = deep },
            Query with { PolicyId = Id(77), StartsBeforeMs = 650 * Hour, EndsAfterMs = 600 * Hour },
        ];

        var clock = Stopwatch.StartNew();
        for (var run = 0; run < 20; run++)
        {
            foreach (var query in queries)
                (await Log.PageAsync(query, Ct)).Rows.Count.ShouldBeGreaterThan(4, query.ToString());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{clock.Elapsed.TotalMilliseconds / (20 * queries.Length):F2} ms a page");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));

        SessionRow Busy(int i) => Session(Client, i, (12 * Hour * (i / Vehicles)) + (i % Vehicles), 10 * Hour) with
        {
            VehicleId = Id(i % Vehicles),
            PolicyId = Id(i % Vehicles),
            LocationId = Id(i % Vehicles),
        };
    }

    private async Task AppendAsync(params SessionRow[] sessions) => await States.WriteAsync(NewKey(), Json("1"), null, null, Sessions(sessions), Ct);

    private async Task ShouldAgreeAsync(SessionQuery query, SessionRow[] rows)
    {
        var page = await Log.PageAsync(query, Ct);
        var all = rows.Where(row =>
            (query.PolicyId is null || row.PolicyId == query.PolicyId) && (query.VehicleId is null || row.VehicleId == query.VehicleId)
            && (query.LocationId is null || row.LocationId == query.LocationId)
            && row.PluggedInMs >= (query.StartsFromMs ?? long.MinValue) && row.PluggedInMs < (query.StartsBeforeMs ?? long.MaxValue)
            && row.PluggedOutMs > (query.EndsAfterMs ?? long.MinValue) && row.PluggedOutMs <= (query.EndsByMs ?? long.MaxValue))
            .OrderByDescending(row => row.PluggedInMs).ThenByDescending(row => $"{row.Id}", StringComparer.Ordinal).ToList();
        var expected = query switch
        {
            { After: { } after } => all.Where(row => Compare(row.Cursor, after) < 0).Take(query.PageSize),
            { Before: { } before } => all.Where(row => Compare(row.Cursor, before) > 0).TakeLast(query.PageSize),
            _ => all.Take(query.PageSize),
        };
        page.Rows.Select(Text).ShouldBe(expected.Select(Text), query.ToString());
        var edge = query.After ?? query.Before;
        var (newest, oldest) = page.Rows.Count > 0 ? (page.Rows[0].Cursor, page.Rows[^1].Cursor) : (edge ?? default, edge ?? default);
        var started = page.Rows.Count > 0 || edge is not null;
        page.HasBefore.ShouldBe(started && all.Any(row => Compare(row.Cursor, newest) > 0), query.ToString());
        page.HasAfter.ShouldBe(started && all.Any(row => Compare(row.Cursor, oldest) < 0), query.ToString());
    }

    private static int Compare(SessionCursor a, SessionCursor b) =>
        a.PluggedInMs != b.PluggedInMs ? a.PluggedInMs.CompareTo(b.PluggedInMs) : string.CompareOrdinal($"{a.Id}", $"{b.Id}");
}
