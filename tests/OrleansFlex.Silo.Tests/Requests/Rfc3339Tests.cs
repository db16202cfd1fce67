using System.Globalization;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Tests.Requests;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2025-06-01T18:00:00Z", "2025-06-01T18:00:00.0000000Z")]
    [InlineData("2025-06-01t18:00:00z", "2025-06-01T18:00:00.0000000Z")]
    [InlineData("2025-06-01T18:00Z", "2025-06-01T18:00:00.0000000Z")]
    [InlineData("2025-06-01T18:00:00.5+02:00", "2025-06-01T16:00:00.5000000Z")]
    [InlineData("2025-06-01T18:00:00.123456789-00:30", "2025-06-01T18:30:00.1234567Z")]
    [InlineData("2024-02-29T23:59:59+14:00", "2024-02-29T09:59:59.0000000Z")]
    public void Instants_with_an_offset_are_read(string text, string utc)
    {
        Rfc3339.TryParse(text, out var at).ShouldBeTrue();
        at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).ShouldBe(utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-06-01")]
    [InlineData("2025-06-01T18:00:00")]
    [InlineData("2025-06-01T18:00:00.Z")]
    [InlineData("2025-06-01T18:00:00+0200")]
    [InlineData("2025-06-01T18:00:00+24:00")]
    [InlineData("2025-06-01T18:00:60Z")]
    [InlineData("2025-06-01T24:00:00Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2025-13-01T00:00:00Z")]
    [InlineData("2025-00-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2200-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("-2025-06-01T18:00:00Z")]
    [InlineData("2025-06-01T18:00:00Z ")]
    [InlineData("２025-06-01T18:00:00Z")]
    [InlineData("now")]
    [InlineData("1748800800")]
    public void Anything_else_is_refused(string text) => Rfc3339.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void What_is_printed_is_read_back()
    {
        var random = new Random(3339);
        for (var i = 0; i < 20_000; i++)
        {
            var at = new DateTimeOffset(random.NextInt64(Rfc3339.Earliest.Ticks + TimeSpan.TicksPerDay, Rfc3339.Latest.Ticks - TimeSpan.TicksPerDay), TimeSpan.Zero)
                .ToOffset(TimeSpan.FromMinutes(random.Next(-720, 841)));
            Rfc3339.TryParse(at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture), out var read).ShouldBeTrue();
            read.ShouldBe(at);
        }
    }
}
