using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class ShapeJsonTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SegmentDefinition Ev = new(new Guid("0190a6e2-0000-7000-8000-000000000001"), "EV \"only\"", HouseholdTypes.Vehicle, 0, Now, Now);

    [Fact]
    public void A_zones_shape_is_written_as_the_contract_lists_it()
    {
        var json = Zone(Shape([12_345, -7, 1_000, 0]));
        json.ShouldBe(
            """
            {"zoneId":"BE","computedAt":"2026-03-01T12:00:00.250Z","chunkSizeMinutes":15,"revisionId":"r7",
            "total":{"assetCount":2,"startAt":"2026-03-01T12:00:00Z","endAt":"2026-03-01T12:30:00Z","chunks":[
            {"timestamp":"2026-03-01T12:00:00Z","forecast":{"expectedKw":12.345,"minimumKw":12.345,"maximumKw":12.345,"confidence":1}},
            {"timestamp":"2026-03-01T12:15:00Z","forecast":{"expectedKw":-0.007,"minimumKw":-0.007,"maximumKw":-0.007,"confidence":1}}]},
            "segments":[{"segmentId":"0190a6e2-0000-7000-8000-000000000001","name":"EV \u0022only\u0022","assetCount":2,"chunks":[
            {"timestamp":"2026-03-01T12:00:00Z","forecast":{"expectedKw":12.345,"minimumKw":12.345,"maximumKw":12.345,"confidence":1}},
            {"timestamp":"2026-03-01T12:15:00Z","forecast":{"expectedKw":-0.007,"minimumKw":-0.007,"maximumKw":-0.007,"confidence":1}}]}],
            "unassigned":{"assetCount":0,"chunks":[
            {"timestamp":"2026-03-01T12:00:00Z","forecast":{"expectedKw":0,"minimumKw":0,"maximumKw":0,"confidence":1}},
            {"timestamp":"2026-03-01T12:15:00Z","forecast":{"expectedKw":0,"minimumKw":0,"maximumKw":0,"confidence":1}}]}}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void A_segments_shape_is_written_as_the_contract_lists_it()
    {
        var output = new ArrayBufferWriter<byte>();
        var shape = Shape([1_500, 0, 0, 0]);
        ShapeJson.WriteSegment(output, "r7", Now.ToUnixTimeMilliseconds(), shape.FirstChunk, shape.Segments[0].Aggregate, new ShapeOptions(15, 2));
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(
            """
            {"startAt":"2026-03-01T12:00:00Z","endAt":"2026-03-01T12:30:00Z","chunkSizeMinutes":15,"computedAt":"2026-03-01T12:00:00Z","assetCount":2,"revisionId":"r7","chunks":[
            {"timestamp":"2026-03-01T12:00:00Z","forecast":{"expectedKw":1.5,"minimumKw":1.5,"maximumKw":1.5,"confidence":1}},
            {"timestamp":"2026-03-01T12:15:00Z","forecast":{"expectedKw":0,"minimumKw":0,"maximumKw":0,"confidence":1}}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Kilowatts_are_exact_and_confidence_has_four_decimals()
    {
        var random = new Random(31);
        for (var round = 0; round < 3_000; round++)
        {
            var watts = random.NextInt64(-1L << random.Next(1, 60), 1L << random.Next(1, 60));
            var confidence = random.NextDouble();
            var aggregate = new ShapeAggregate(1, 1, [watts], [watts], [watts], [watts], [watts], [0], [confidence]);
            var output = new ArrayBufferWriter<byte>();
            ShapeJson.WriteSegment(output, "r", 0, 0, aggregate, new ShapeOptions(15, 1));
            using var json = JsonDocument.Parse(output.WrittenMemory);
            var forecast = json.RootElement.GetProperty("chunks")[0].GetProperty("forecast");
            decimal.Parse(forecast.GetProperty("expectedKw").GetRawText(), CultureInfo.InvariantCulture).ShouldBe(watts / 1000m);
            forecast.GetProperty("confidence").GetDecimal().ShouldBe(Math.Round((decimal)confidence, 4), 0.0001m);
            forecast.GetProperty("confidence").GetRawText().Length.ShouldBeLessThanOrEqualTo(6);
        }
    }

    private static string Zone(ZoneShape shape)
    {
        var output = new ArrayBufferWriter<byte>();
        ShapeJson.Write(output, "BE", "r7", Now.ToUnixTimeMilliseconds() + 250, shape, new ShapeOptions(15, 2));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static ZoneShape Shape(int[] watts)
    {
        var chunk = ShapeOptions.Default.ChunkAt(Now.ToUnixTimeMilliseconds());
        var partition = new ShapePartition(chunk, 2);
        partition.PutHousehold("home", 1, "a1", HouseholdTypes.Vehicle, 2);
        var model = ConfidenceModel.Restore(new ConfidenceOptions(), [.. Enumerable.Repeat(new ErrorVariance(1, 0), ConfidenceModel.BucketStarts.Length)]);
        partition.PutContribution("home", "m", 1, chunk, true, watts, watts, watts, new int[4]);
        return ZoneShape.Compose(chunk, 2, [partition.Snapshot()], [Ev], null, model);
    }
}
