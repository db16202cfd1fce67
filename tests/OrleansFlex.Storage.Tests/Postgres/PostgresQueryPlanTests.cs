using Npgsql;
using OrleansFlex.Storage.Postgres;

namespace OrleansFlex.Storage.Tests.Postgres;

/// <summary>Plans over enough rows for the planner to see that reading them all would be dear.</summary>
public sealed class PostgresQueryPlanTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task No_page_scans_the_table_and_every_unfiltered_order_comes_from_an_index()
    {
        var connectionString = await database.ConnectionStringAsync();
        await (await database.OpenAsync()).DisposeAsync();
        await PostgresServer.ExecuteAsync(connectionString, """
            INSERT INTO catalog SELECT 'client', 'vehicle', 'id-' || i, i, 'user-' || i / 2, 'location-' || i / 2, 'Z' || i % 3,
                CASE i % 2 WHEN 0 THEN 'north' ELSE 'south' END, 'reference-' || i, 0, 1 FROM generate_series(1, 60000) i;
            ANALYZE catalog;
            """);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        foreach (var (query, towardsOlder, from) in CatalogFilters.All("client"))
        {
            var (sql, values) = new CatalogSql('$', namesIndex: false).Select(query with { Zone = query.Zone is null ? null : "Z1" }, towardsOlder, from, 50);
            var plan = await PlanAsync(connection, sql, values);
            plan.ShouldNotContain("Seq Scan", customMessage: sql);
            if (query is { UserId: null, LocationId: null, Reference: null })
                plan.ShouldNotContain("Sort", customMessage: sql + "\n" + plan);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task No_page_of_sessions_and_no_read_of_events_scans_or_sorts()
    {
        var connectionString = await database.ConnectionStringAsync();
        await (await database.OpenAsync()).DisposeAsync();
        await PostgresServer.ExecuteAsync(connectionString, """
            INSERT INTO sessions SELECT 'client', gen_random_uuid(), md5((i % 5000)::text)::uuid, md5((i % 5000)::text)::uuid, md5((i % 5000)::text)::uuid,
                'user', i, i + 500, '' FROM generate_series(1, 60000) i;
            INSERT INTO events (client, id, name, entity, user_id, created_at_ms, json)
                SELECT 'client-' || i % 3, gen_random_uuid(), 'name', 'entity', null, i, '' FROM generate_series(1, 60000) i;
            ANALYZE sessions;
            ANALYZE events;
            """);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        foreach (var (query, towardsOlder, from) in SessionFilters.All("client"))
        {
            var (sql, values) = new SessionSql('$', namesIndex: false).Select(query, towardsOlder, from, 50);
            var plan = await PlanAsync(connection, sql, values);
            plan.ShouldNotContain("Seq Scan", customMessage: sql);
            if (query is { PolicyId: null, VehicleId: null, LocationId: null })
                plan.ShouldNotContain("Sort", customMessage: sql + "\n" + plan);
        }

        (await PlanAsync(connection, PostgresEvents.Read, ["client-1", 30_000L, 100L])).ShouldContain("Index Scan using events_pkey");
        (await PlanAsync(connection, PostgresEvents.Latest, ["client-1"])).ShouldNotContain("Seq Scan on events");
    }

    private static async Task<string> PlanAsync(NpgsqlConnection connection, string sql, IReadOnlyList<object> values)
    {
        await using var command = new NpgsqlCommand("EXPLAIN " + sql, connection);
        foreach (var value in values)
            command.Parameters.AddValue(value);

        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
