using System.Text.Json;
using OrleansFlex.Contracts.Flexibility;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>A zone's shape as read from its JSON, powers in whole watts.</summary>
internal sealed record Shape(string ETag, string Revision, DateTimeOffset StartAt, Series Total, IReadOnlyDictionary<string, Series> Segments, Series Unassigned)
{
    public static Shape Of(ShapeReply reply)
    {
        reply.State.ShouldBe(ShapeReplyState.Found);
        using var body = JsonDocument.Parse(reply.Json!);
        var root = body.RootElement;
        return new Shape(
            reply.ETag!,
            root.GetProperty("revisionId").GetString()!,
            root.GetProperty("total").GetProperty("startAt").GetDateTimeOffset(),
            Series.Of(root.GetProperty("total")),
            root.GetProperty("segments").EnumerateArray().ToDictionary(segment => segment.GetProperty("name").GetString()!, Series.Of),
            Series.Of(root.GetProperty("unassigned")));
    }

    /// <summary>In every chunk the total is the sum of the segments and what belongs to none, to the watt.</summary>
    public void ShouldAddUp()
    {
        var parts = Segments.Values.Append(Unassigned).ToArray();
        Total.AssetCount.ShouldBe(parts.Sum(part => part.AssetCount));
        for (var i = 0; i < Total.Expected.Length; i++)
        {
            Total.Expected[i].ShouldBe(parts.Sum(part => part.Expected[i]));
            Total.Minimum[i].ShouldBe(parts.Sum(part => part.Minimum[i]));
            Total.Maximum[i].ShouldBe(parts.Sum(part => part.Maximum[i]));
            Total.Minimum[i].ShouldBeLessThanOrEqualTo(Total.Expected[i]);
            Total.Expected[i].ShouldBeLessThanOrEqualTo(Total.Maximum[i]);
        }
    }

    /// <summary>Every number of the total and the parts, for comparing shapes.</summary>
    public string Numbers() => string.Join('\n', Segments.OrderBy(s => s.Key).Select(s => s.Value).Prepend(Unassigned).Prepend(Total).Select(s => s.Numbers()));
}
