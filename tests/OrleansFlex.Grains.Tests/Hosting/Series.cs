using System.Text.Json;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>The chunks of one sum of a shape, powers in whole watts.</summary>
internal sealed record Series(int AssetCount, long[] Expected, long[] Minimum, long[] Maximum, double[] Confidence)
{
    public static Series Of(JsonElement aggregate)
    {
        var chunks = aggregate.GetProperty("chunks").EnumerateArray().Select(chunk => chunk.GetProperty("forecast")).ToArray();
        return new Series(
            aggregate.GetProperty("assetCount").GetInt32(),
            [.. chunks.Select(chunk => Watts(chunk, "expectedKw"))],
            [.. chunks.Select(chunk => Watts(chunk, "minimumKw"))],
            [.. chunks.Select(chunk => Watts(chunk, "maximumKw"))],
            [.. chunks.Select(chunk => chunk.GetProperty("confidence").GetDouble())]);
    }

    public string Numbers() =>
        $"{AssetCount}|{string.Join(',', Expected)}|{string.Join(',', Minimum)}|{string.Join(',', Maximum)}|{string.Join(',', Confidence)}";

    private static long Watts(JsonElement chunk, string name)
    {
        var watts = chunk.GetProperty(name).GetDecimal() * 1000;
        decimal.Truncate(watts).ShouldBe(watts);
        return (long)watts;
    }
}
