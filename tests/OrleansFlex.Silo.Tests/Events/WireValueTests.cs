using System.Globalization;
using System.Text.Json;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Tests.Events;

public sealed class WireValueTests
{
    [Fact]
    public void Instants_of_the_universal_time_are_written_as_their_pattern_has_it()
    {
        var random = new Random(7);
        for (var run = 0; run < 5_000; run++)
        {
            var at = new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);
            if (random.Next(2) == 0)
                at = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
            var pattern = at.Millisecond > 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'";

            JsonSerializer.Serialize(at, WireJson.Options).ShouldBe($"\"{at.ToString(pattern, CultureInfo.InvariantCulture)}\"");
        }
    }

    [Fact]
    public void Instants_with_an_offset_keep_it() => JsonSerializer
        .Serialize(new DateTimeOffset(2026, 3, 29, 3, 0, 0, 250, TimeSpan.FromHours(2)), WireJson.Options).ShouldBe("\"2026-03-29T03:00:00.250+02:00\"");

    [Fact]
    public void Milliwatt_hours_become_the_same_number_of_kilowatt_hours_without_trailing_zeros()
    {
        var random = new Random(8);
        long[] edges = [0, 1, -1, 10, -500_000, 1_000_000, 999_999_999, long.MaxValue, long.MinValue];
        foreach (var milliWh in edges.Concat(Enumerable.Range(0, 5_000).Select(_ => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64))))
        {
            var kwh = Wire.Kwh(milliWh);

            kwh.ShouldBe(milliWh / 1_000_000m);
            kwh.ToString(CultureInfo.InvariantCulture).ShouldBe(Wire.Plain(milliWh / 1_000_000m).ToString(CultureInfo.InvariantCulture));
        }
    }
}
