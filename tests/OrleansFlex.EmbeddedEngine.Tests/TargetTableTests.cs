namespace OrleansFlex.EmbeddedEngine.Tests;

/// <summary>The directory of one grain class.</summary>
public sealed class TargetTableTests
{
    [Fact]
    public async Task Whatever_races_there_is_one_target_for_each_key()
    {
        const int Keys = 3000;
        var table = new TargetTable(key => new Target(key));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(
            () =>
            {
                var random = new Random(worker);
                for (var i = 0; i < 60_000; i++)
                {
                    var key = $"key-{random.Next(Keys)}";
                    var found = table.Find(key);
                    found.Key.ShouldBe(key);
                    if (i % 3 == 0)
                        table.Remove(found);
                }
            },
            TestContext.Current.CancellationToken)));

        var left = table.All().ToList();
        left.Select(target => target.Key).Distinct().Count().ShouldBe(left.Count);
        foreach (var target in left)
        {
            table.Known(target.Key).ShouldBeSameAs(target);
            table.Find(target.Key).ShouldBeSameAs(target);
        }

        foreach (var target in left)
            table.Remove(target);
        table.All().ShouldBeEmpty();
        table.Known("key-1").ShouldBeNull();
    }

    [Fact]
    public void Removing_an_older_target_of_the_same_key_leaves_the_newer_one()
    {
        var table = new TargetTable(key => new Target(key));
        var old = table.Find("a");
        table.Remove(old);
        var young = table.Find("a");
        table.Remove(old);
        table.Known("a").ShouldBeSameAs(young);
    }

    private sealed class Target(string key) : IDispatchTarget
    {
        public string Key => key;

        public bool IsDead => false;

        public void Dispatch(GrainRequest request) => throw new NotSupportedException();
    }
}
