namespace OrleansFlex.Storage.Tests.Postgres;

/// <summary>Statements that the server itself refuses, in the middle of a group.</summary>
public sealed class PostgresRefusalTests(PostgresDatabase database) : StorageTests, IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task A_refused_write_fails_alone()
    {
        // PostgreSQL cannot index text this long that does not compress.
        var random = new Random(3);
        var tooLong = new string([.. Enumerable.Range(0, 9_000).Select(_ => (char)random.Next('0', 'z'))]);
        var writes = Enumerable.Range(0, 400).Select(i =>
        {
            var row = i % 100 == 50 ? Row($"{i}") with { Reference = tooLong } : Row($"{i}");
            return States.WriteAsync(new("refused", $"{Client}/{i}"), Json($"{i}"), null, row, Ct).AsTask();
        }).ToList();

        for (var i = 0; i < writes.Count; i++)
        {
            var refused = i % 100 == 50;
            if (refused)
                await Should.ThrowAsync<StorageUnavailableException>(writes[i]);
            else
                await writes[i];
            (await States.ReadAsync(new("refused", $"{Client}/{i}"), Ct) is null).ShouldBe(refused);
            (await Database.Catalog.FindAsync(Row($"{i}").Key, Ct) is null).ShouldBe(refused);
        }

        (await Database.IsHealthyAsync(Ct)).ShouldBeTrue();
    }

    protected override Task<IGridDatabase> OpenAsync() => database.OpenAsync();
}
