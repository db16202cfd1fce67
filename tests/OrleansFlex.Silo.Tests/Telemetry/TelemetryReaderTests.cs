using System.Text;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Telemetry;

namespace OrleansFlex.Silo.Tests.Telemetry;

public sealed class TelemetryReaderTests
{
    private const string Device = "01990000-abcd-7000-8000-000000000001";

    [Fact]
    public void Arrays_and_lines_read_the_same()
    {
        var item = $$"""
            {"deviceId":"{{Device.ToUpperInvariant()}}","at":"2025-06-01T18:00:00.5+02:00","isReachable":true,"isPluggedIn":false,"isCharging":null,"batteryLevel":55.5,"chargeLimit":80,"chargeRateKw":-3,"energyMeterKwh":1e3,"latitude":-90,"longitude":180,"productionKw":0,"temperature":-5,"locationId":"{{Device}}","pluggedInChargerId":null,"commandId":"{{Device}}","commandStatus":"DONE","other":{"deep":[1,2] } }
            """;
        foreach (var batch in new[] { Array($"[{item},{item}]"), Lines($"{item}\r\n\n  \n{item}") })
        {
            batch.Count.ShouldBe(2);
            var read = batch[1];
            read.Error.ShouldBeNull();
            read.DeviceId.ShouldBe(Device);
            read.AtMs.ShouldBe(new DateTimeOffset(2025, 6, 1, 16, 0, 0, 500, TimeSpan.Zero).ToUnixTimeMilliseconds());
            (read.IsReachable, read.IsPluggedIn, read.IsCharging).ShouldBe((true, false, null));
            (read.BatteryLevel, read.ChargeLimit, read.ChargeRateKw, read.EnergyMeterKwh).ShouldBe((55.5, 80, -3, 1000));
            (read.Latitude, read.Longitude, read.ProductionKw, read.Temperature).ShouldBe((-90, 180, 0, -5));
            (read.LocationId, read.PluggedInChargerId, read.CommandId, read.CommandStatus).ShouldBe((Device, null, Device, "DONE"));
        }
    }

    [Theory]
    [InlineData("{}", "deviceId is required")]
    [InlineData("7", "the item must be an object")]
    [InlineData("[{\"deviceId\":1}]", "the item must be an object")]
    [InlineData("{\"deviceId\":\"x\",\"at\":\"2025-06-01T18:00:00Z\"}", "deviceId must be a UUID")]
    [InlineData("{\"deviceId\":\"ID\"}", "at is required")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":\"2025-06-01T18:00:00\"}", "at must be an RFC 3339 instant")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":1748800800000}", "at must be an RFC 3339 instant")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":\"2025-06-01T18:00:00Z\",\"batteryLevel\":101}", "batteryLevel must be a number from 0 to 100")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":\"2025-06-01T18:00:00Z\",\"batteryLevel\":\"NaN\"}", "batteryLevel must be a number")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":\"2025-06-01T18:00:00Z\",\"chargeRateKw\":1e400}", "chargeRateKw must be a number")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":\"2025-06-01T18:00:00Z\",\"isPluggedIn\":\"true\"}", "isPluggedIn must be true or false")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":\"2025-06-01T18:00:00Z\",\"isPluggedIn\":{\"x\":[]}}", "isPluggedIn must be true or false")]
    [InlineData("{\"deviceId\":\"ID\",\"at\":\"2025-06-01T18:00:00Z\",\"batteryLevel\":1,\"batteryLevel\":2}", "batteryLevel must not be repeated")]
    public void A_bad_item_is_rejected_and_its_neighbours_are_not(string item, string error)
    {
        var good = $$"""{"deviceId":"{{Device}}","at":"2025-06-01T18:00:00Z"}""";
        item = item.Replace("\"ID\"", $"\"{Device}\"");
        foreach (var batch in new[] { Array($"[{good},{item},{good}]"), Lines($"{good}\n{item}\n{good}") })
        {
            batch.Count.ShouldBe(3);
            batch[0].Error.ShouldBeNull();
            batch[1].Error!.ShouldStartWith(error);
            batch[2].Error.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("{\"deviceId\":")]
    [InlineData("{} {}")]
    [InlineData("nonsense")]
    [InlineData("{\"a\":NaN}")]
    public void A_broken_line_is_one_rejected_item(string line)
    {
        var batch = Lines($"{line}\n{{}}");
        batch.Count.ShouldBe(2);
        batch[0].Error.ShouldBe("the line must be one well-formed JSON object");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("[{}")]
    [InlineData("[{},]")]
    [InlineData("[] []")]
    [InlineData("[NaN]")]
    public void A_broken_array_is_refused_whole(string body) => Should.Throw<ProblemException>(() => Array(body)).Type.ShouldBe(ProblemType.BadRequest);

    [Fact]
    public void Brackets_are_refused_and_ten_thousand_items_are_the_limit()
    {
        Should.Throw<ProblemException>(() => Array(new string('[', 1 << 20)));
        Array($"[{string.Join(',', Enumerable.Repeat("{}", 10_000))}]").Count.ShouldBe(10_000);
        Should.Throw<ProblemException>(() => Array($"[{string.Join(',', Enumerable.Repeat("{}", 10_001))}]")).Type.Status.ShouldBe(400);
        Should.Throw<ProblemException>(() => Lines(string.Join('\n', Enumerable.Repeat("{}", 10_001))));
    }

    [Fact]
    public void Damaged_text_is_never_a_fault()
    {
        var random = new Random(11);
        var good = Encoding.UTF8.GetBytes($$"""[{"deviceId":"{{Device}}","at":"2025-06-01T18:00:00Z","batteryLevel":5.5,"isCharging":true,"x":["\u00e9"]},{"at":null}]""");
        for (var i = 0; i < 20_000; i++)
        {
            var body = (byte[])good.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
                body[random.Next(body.Length)] = (byte)random.Next(32, 127);
            using var batch = new TelemetryBatch();
            try
            {
                TelemetryReader.ReadArray(body, batch);
            }
            catch (ProblemException)
            {
                // Refused whole.
            }
            using var lines = new TelemetryBatch();
            TelemetryReader.ReadLines(body, lines);
        }
    }

    private static TelemetryBatch Array(string json)
    {
        var batch = new TelemetryBatch();
        TelemetryReader.ReadArray(Encoding.UTF8.GetBytes(json), batch);
        return batch;
    }

    private static TelemetryBatch Lines(string text)
    {
        var batch = new TelemetryBatch();
        TelemetryReader.ReadLines(Encoding.UTF8.GetBytes(text), batch);
        return batch;
    }
}
