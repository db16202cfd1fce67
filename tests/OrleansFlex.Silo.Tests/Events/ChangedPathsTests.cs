using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Tests.Events;

public sealed class ChangedPathsTests
{
    private static readonly string[] Names = ["a", "b", "schedule", "ü"];

    [Theory]
    [InlineData("""{"batteryReserve":10}""", """{"batteryReserve":20}""", "batteryReserve")]
    [InlineData("""{"schedule":{"monday":{"deadline":"07:00","x":1}}}""", """{"schedule":{"monday":{"deadline":"08:00","x":1}}}""", "schedule.monday.deadline")]
    [InlineData("""{"settings":{"override":null}}""", """{"settings":{"override":{"type":"A"}}}""", "settings.override")]
    [InlineData("""{"settings":{"override":{"type":"A"}}}""", """{"settings":{"override":null}}""", "settings.override")]
    [InlineData("""{"target":{"id":1,"readyBy":"x"}}""", """{"target":{"id":2}}""", "target.id", "target.readyBy")]
    [InlineData("""{"blocks":[{"a":1},{"a":2}]}""", """{"blocks":[{"a":1},{"a":3}]}""", "blocks")]
    [InlineData("""{"a":1.0,"b":[1e2]}""", """{"b":[100],"a":1}""")]
    [InlineData("", """{"b":{"c":1},"a":null}""", "b", "a")]
    public void The_paths_of_what_differs(string before, string after, params string[] paths) => Between(before, after).ShouldBe(paths);

    [Fact]
    public void Equal_documents_have_no_changes_and_the_same_members_change_in_both_directions()
    {
        var random = new Random(3);
        for (var run = 0; run < 2_000; run++)
        {
            var (before, after) = (RandomObject(random, 3), RandomObject(random, 3));

            Between(before.ToJsonString(), before.ToJsonString()).ShouldBeEmpty();
            Between(before.ToJsonString(), after.ToJsonString()).ShouldBe(Between(after.ToJsonString(), before.ToJsonString()), ignoreOrder: true);
        }
    }

    [Fact]
    public void Carrying_over_exactly_the_named_members_makes_the_documents_equal()
    {
        var random = new Random(4);
        for (var run = 0; run < 2_000; run++)
        {
            var before = RandomObject(random, 3);
            var after = random.Next(2) == 0 ? RandomObject(random, 3) : Changed(before, random);
            var paths = Between(before.ToJsonString(), after.ToJsonString());

            paths.ShouldBeUnique();
            foreach (var path in paths)
            {
                paths.Any(other => other.StartsWith(path + ".", StringComparison.Ordinal)).ShouldBeFalse();
                CarryOver(before, after, path.Split('.')).ShouldBeTrue($"{path} does not differ");
            }

            JsonNode.DeepEquals(before, after).ShouldBeTrue($"{string.Join(' ', paths)}: {before.ToJsonString()} / {after.ToJsonString()}");
        }
    }

    private static IReadOnlyList<string> Between(string before, string after) =>
        ChangedPaths.Between(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));

    // False where there was nothing to carry over.
    private static bool CarryOver(JsonObject before, JsonObject after, string[] path)
    {
        foreach (var name in path[..^1])
            (before, after) = (before[name]!.AsObject(), after[name]!.AsObject());
        var existed = before.TryGetPropertyValue(path[^1], out var old);
        if (!after.TryGetPropertyValue(path[^1], out var value))
            return before.Remove(path[^1]);
        before[path[^1]] = value?.DeepClone();
        return !existed || !JsonNode.DeepEquals(old, value);
    }

    private static JsonObject Changed(JsonObject document, Random random)
    {
        var changed = document.DeepClone().AsObject();
        changed[Names[random.Next(Names.Length)]] = RandomValue(random, 2);
        return changed;
    }

    private static JsonObject RandomObject(Random random, int depth)
    {
        var members = new JsonObject();
        foreach (var name in Names.Where(_ => random.Next(3) > 0))
            members[name] = RandomValue(random, depth - 1);
        return members;
    }

    private static JsonNode? RandomValue(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(3)),
        2 => JsonValue.Create($"{random.Next(2)}"),
        3 => new JsonArray(random.Next(2), random.Next(2)),
        _ => RandomObject(random, depth),
    };
}
