using OrleansFlex.Storage.Sqlite;

namespace OrleansFlex.Storage.Tests.Sqlite;

/// <summary>SQLite plans do not depend on the number of rows, so an empty table shows what a full one does.</summary>
public sealed class SqliteQueryPlanTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteSession _session = null!;

    public async ValueTask InitializeAsync()
    {
        await (await GridDatabase.OpenSqliteAsync(_folder.Path, TimeProvider.System, TestContext.Current.CancellationToken)).DisposeAsync();
        _session = SqliteSession.OpenWriter(new SqliteOptions(_folder.Path));
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Every_page_is_one_range_of_one_index_in_its_order()
    {
        foreach (var (query, towardsOlder, from) in CatalogFilters.All("client"))
        {
            var (sql, _) = new CatalogSql('?', namesIndex: true).Select(query, towardsOlder, from, 50);
            var plan = Plan(sql);
            ShouldSeek(plan, sql);
            plan.Contains("created_at_ms", StringComparison.Ordinal).ShouldBe(from is not null, $"{sql}\n{plan}");
        }
    }

    [Fact]
    public void Every_page_of_sessions_is_one_range_of_one_index_in_its_order()
    {
        foreach (var (query, towardsOlder, from) in SessionFilters.All("client"))
        {
            var (sql, _) = new SessionSql('?', namesIndex: true).Select(query, towardsOlder, from, 50);
            var plan = Plan(sql);
            ShouldSeek(plan, sql);
            var bounded = from is not null || query is { StartsFromMs: not null } or { StartsBeforeMs: not null } or { EndsByMs: not null };
            plan.Contains("plugged_in_ms", StringComparison.Ordinal).ShouldBe(bounded, $"{sql}\n{plan}");
        }
    }

    [Theory]
    [InlineData(SqliteEvents.Read)]
    [InlineData(SqliteEvents.Oldest)]
    [InlineData("DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions INDEXED BY sessions_by_user WHERE client = ?1 AND user_id = ?2 LIMIT ?3)")]
    [InlineData("SELECT area, count(*) FROM catalog INDEXED BY catalog_by_area WHERE client = ?1 AND kind = ?2 AND zone = ?3 GROUP BY area ORDER BY area")]
    [InlineData("SELECT id, version, json FROM states WHERE name = ?1 AND grain_key = ?2")]
    [InlineData("SELECT grain_key, id, version, json FROM states WHERE name = ?1 AND grain_key > ?3 ORDER BY grain_key LIMIT ?2")]
    [InlineData("UPDATE states SET json = ?1, version = version + 1 WHERE id = ?2 AND version = ?3 AND +grain_key = ?4 AND +name = ?5")]
    [InlineData("DELETE FROM catalog WHERE client = ?1 AND kind = ?2 AND id = ?3")]
    public void No_statement_on_a_hot_path_scans_or_sorts(string sql) => ShouldSeek(Plan(sql), sql);

    [Fact]
    public void The_newest_event_is_found_at_the_end_of_its_index() => Plan(SqliteEvents.Latest).ShouldContain("SEARCH events USING COVERING INDEX events_by_client");

    private static void ShouldSeek(string plan, string sql)
    {
        plan.ShouldContain("SEARCH", customMessage: sql);
        plan.ShouldNotContain("SCAN", customMessage: $"{sql}\n{plan}");
        plan.ShouldNotContain("TEMP B-TREE", customMessage: $"{sql}\n{plan}");
    }

    private string Plan(string sql)
    {
        using var statement = _session.Prepare("EXPLAIN QUERY PLAN " + sql);
        var steps = new List<string>();
        while (statement.Step())
            steps.Add(statement.Text(3));
        return string.Join('\n', steps);
    }
}
