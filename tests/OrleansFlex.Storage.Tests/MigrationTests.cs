namespace OrleansFlex.Storage.Tests;

public sealed class MigrationTests
{
    [Fact]
    public void Both_dialects_have_the_same_steps_numbered_without_gaps()
    {
        var sqlite = Migration.All("sqlite").Select(step => step.Name).ToList();

        sqlite.ShouldNotBeEmpty();
        Migration.All("postgres").Select(step => step.Name).ShouldBe(sqlite);
        Migration.All("sqlite").Select(step => step.Number).ShouldBe(Enumerable.Range(1, sqlite.Count));
    }

    [Fact]
    public void Only_the_steps_after_the_current_one_are_applied()
    {
        var last = Migration.All("sqlite")[^1].Number;

        Migration.After(0, "sqlite").Select(step => step.Number).ShouldBe(Enumerable.Range(1, last));
        Migration.After(last, "sqlite").ShouldBeEmpty();
        Should.Throw<StorageUnavailableException>(() => Migration.After(last + 1, "sqlite"));
    }
}
