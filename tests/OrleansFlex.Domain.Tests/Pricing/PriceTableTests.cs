using NodaTime;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Pricing;

public sealed class PriceTableTests
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;
    private static readonly DateTimeZone Brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];

    private static PriceTable Parse(string text) => PriceTable.Parse(new StringReader(text), Brussels);

    private static long Ms(string iso) => DateTimeOffset.Parse(iso, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static LocalDateTime Local(long ms) => Instant.FromUnixTimeMilliseconds(ms).InZone(Brussels).LocalDateTime;

    [Theory]
    [InlineData("01jan2022 00:00:00,.08\n01jan2022 01:00:00,.07")]
    [InlineData("time,DAM_price\n01JAN2022 00:00,0.08\n01jan2022 01:00,0.07\n")]
    [InlineData("2022-01-01 00:00;0,08\n2022-01-01 01:00;0,07")]
    [InlineData("\"2022-01-01T00:00:00\",\"8e-2\"\r\n\r\n# night\r\n2022-01-01T01:00:00,0.07")]
    [InlineData("time,price\n2021-12-31T23:00:00Z,0.08\n2022-01-01T01:00:00+01:00,0.07")]
    [InlineData("01/01/2022 00:00\t0.08\n01/01/2022 01:00\t0.07")]
    public void Usual_formats_are_read(string text)
    {
        var table = Parse(text);
        table.Steps.ShouldBe([new PriceStep(Ms("2021-12-31T23:00Z"), 0.08m), new PriceStep(Ms("2022-01-01T00:00Z"), 0.07m)]);
        table.EndMs.ShouldBe(Ms("2022-01-01T01:00Z"));
    }

    [Fact]
    public void Skipped_hour_may_be_blank_and_the_repeated_hour_is_read_twice()
    {
        var spring = Parse("2022-03-27 01:00,1\n2022-03-27 02:00,\n2022-03-27 03:00,3");
        spring.Steps.Select(s => s.AtMs).ShouldBe([Ms("2022-03-27T00:00Z"), Ms("2022-03-27T01:00Z")]);
        var autumn = Parse("2022-10-30 01:00,1\n2022-10-30 02:00,2\n2022-10-30 02:00,3\n2022-10-30 03:00,4");
        autumn.Steps.Select(s => s.AtMs).ShouldBe(
            [Ms("2022-10-29T23:00Z"), Ms("2022-10-30T00:00Z"), Ms("2022-10-30T01:00Z"), Ms("2022-10-30T02:00Z")]);
    }

    [Theory]
    [InlineData("", "no prices")]
    [InlineData("time,price", "no prices")]
    [InlineData("2022-01-01 00:00,1\nyesterday,2", "line 2")]
    [InlineData("2022-01-01 00:00,1\n\n2022-01-01 01:00,cheap", "line 3")]
    [InlineData("2022-01-01 00:00,1\n2022-01-01 00:00,2", "not after")]
    [InlineData("2022-03-27 02:30,1", "does not exist")]
    [InlineData("2022-01-01 00:00,1,2", "more than two columns")]
    [InlineData("2022-01-01 00:00", "two columns")]
    [InlineData("2022-01-01 00:00,NaN", "not a price")]
    [InlineData("2022-01-01 00:00,1e9", "not a price")]
    public void Mistakes_are_named_with_their_line(string text, string part) =>
        Should.Throw<FormatException>(() => Parse(text)).Message.ShouldContain(part);

    [Fact]
    public void Too_few_days_cannot_be_moved_to_now() =>
        Should.Throw<FormatException>(() => Parse("2022-01-01 00:00,1\n2022-01-01 01:00,2").ShiftByWholeWeeksTo(Ms("2026-11-20T18:00Z")))
            .Message.ShouldContain("ten days");

    [Fact]
    public void Ten_days_of_data_can_be_moved_to_any_moment()
    {
        var lines = Enumerable.Range(0, 240).Select(h => $"{new LocalDateTime(2022, 3, 1, 0, 0).PlusHours(h):yyyy-MM-dd HH:mm},{h}");
        var table = Parse(string.Join('\n', lines));
        for (var hour = 0; hour < 24 * 400; hour += 7)
        {
            var now = Ms("2026-01-01T00:00Z") + (hour * HourMs);
            var moved = table.ShiftByWholeWeeksTo(now);
            moved.Steps[0].AtMs.ShouldBeLessThanOrEqualTo(now - DayMs);
            moved.EndMs.ShouldBeGreaterThanOrEqualTo(now + (2 * DayMs));
        }
    }

    [Fact]
    public void Belgian_years_keep_weekday_and_local_time_across_both_clock_changes()
    {
        var table = PriceTable.Parse(new StringReader(File.ReadAllText(BelgianPrices())), Brussels);
        table.Steps.Length.ShouldBe(2 * 365 * 24);
        var steps = table.Steps;
        steps.Zip(steps.Skip(1)).All(pair => pair.Second.AtMs - pair.First.AtMs == HourMs).ShouldBeTrue();
        var byLocal = table.Steps.ToLookup(step => Local(step.AtMs), step => step.Price);
        foreach (var now in new[] { "2026-11-20T17:00Z", "2026-03-28T20:00Z", "2027-03-27T20:00Z", "2026-10-24T12:00Z", "2024-02-29T12:00Z" })
        {
            var nowMs = Ms(now);
            var moved = table.ShiftByWholeWeeksTo(nowMs);
            moved.Steps[0].AtMs.ShouldBe(nowMs - DayMs);
            moved.EndMs.ShouldBeGreaterThanOrEqualTo(nowMs + (2 * DayMs));
            moved.Steps.Zip(moved.Steps.Skip(1)).All(pair => pair.Second.AtMs > pair.First.AtMs).ShouldBeTrue();
            foreach (var step in moved.Steps)
                byLocal[Local(step.AtMs).PlusWeeks(-moved.Weeks)].ShouldContain(step.Price, $"{now}: {Local(step.AtMs)}");
            Math.Abs(Math.IEEERemainder(moved.Weeks * 7, 365.2425)).ShouldBeLessThan(8, "the season is kept");
        }
    }

    private static string BelgianPrices()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansFlex.sln")))
            folder = folder.Parent;
        var path = Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "data", "prices", "be_day_ahead_2022_2023.csv");
        Assert.SkipUnless(File.Exists(path), $"needs {path}, which is not part of the repository");
        return path;
    }
}
