using NodaTime;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Sessions;

public sealed class ChargingReportTests
{
    private const long Quarter = EnergyEntry.QuarterLengthMs;

    [Theory]
    [InlineData("Europe/Brussels", "2025-03-30", 23)]
    [InlineData("Europe/Brussels", "2025-10-26", 25)]
    [InlineData("Europe/Brussels", "2025-10-27", 24)]
    [InlineData("America/New_York", "2025-03-09", 23)]
    [InlineData("America/New_York", "2025-11-02", 25)]
    [InlineData("Asia/Kathmandu", "2025-03-30", 24)]
    [InlineData("America/Sao_Paulo", "2018-11-04", 23)]
    [InlineData("America/Sao_Paulo", "2018-02-17", 25)]
    [InlineData("Australia/Lord_Howe", "2025-04-06", 24.5)]
    [InlineData("Australia/Lord_Howe", "2025-10-05", 23.5)]
    public void A_day_has_every_quarter_of_its_own_hours(string zone, string day, double hours)
    {
        var date = Date(day);
        var range = Range(date.PlusDays(-1), date.PlusDays(2), zone);
        // One milliwatt-hour in every quarter of an hour, well beyond the range.
        var ledger = Enumerable.Range(-400, 1_200).Select(i => new EnergyEntry(Floor(range.StartMs) + (i * Quarter), StatusState.Regular, 1));

        var rows = ChargingReport.Of(ledger, range, ReportResolution.Day);

        rows.Count.ShouldBe(3);
        rows[1].Date.Date.ShouldBe(date);
        rows[1][StatusState.Regular].ShouldBe((long)(hours * 4));
        rows.Sum(row => row[StatusState.Regular]).ShouldBe((range.EndMs - range.StartMs) / Quarter);
    }

    [Fact]
    public void A_quarter_counts_on_the_day_in_which_it_starts()
    {
        var range = Range(Date("2025-06-02"), Date("2025-06-04"), "Europe/Brussels");
        var midnight = range.StartOf(Date("2025-06-03"));
        EnergyEntry[] ledger =
        [
            new(range.StartMs - Quarter, StatusState.Regular, 1), new(range.StartMs, StatusState.Regular, 10), new(midnight - Quarter, StatusState.Regular, 100),
            new(midnight, StatusState.Regular, 1_000), new(range.EndMs - Quarter, StatusState.Inflexible, 10_000), new(range.EndMs, StatusState.Regular, 100_000),
        ];

        var rows = ChargingReport.Of(ledger, range, ReportResolution.Day);

        rows.Select(row => row[StatusState.Regular]).ShouldBe([110, 1_000]);
        rows.Select(row => row[StatusState.Inflexible]).ShouldBe([0, 10_000]);
        rows.Select(row => row.Date.ToDateTimeOffset().ToString("O")).ShouldBe(["2025-06-02T00:00:00.0000000+02:00", "2025-06-03T00:00:00.0000000+02:00"]);
    }

    [Fact]
    public void Every_day_has_a_row_with_all_states_and_the_offset_of_its_start()
    {
        var rows = ChargingReport.Of([], Range(Date("2025-10-25"), Date("2025-10-28"), "Europe/Brussels"), ReportResolution.Day);

        rows.Select(row => row.Date.Offset.ToTimeSpan().TotalHours).ShouldBe([2, 2, 1]);
        rows.ShouldAllBe(row => row.MilliWh.Length == 6 && row.MilliWh.All(energy => energy == 0));
    }

    [Fact]
    public void Months_are_cut_by_the_range_and_named_by_their_first_day()
    {
        var range = Range(Date("2025-01-15"), Date("2025-03-10"), "Europe/Brussels");
        EnergyEntry[] ledger =
        [
            new(range.StartMs - Quarter, StatusState.Regular, 1), new(range.StartOf(Date("2025-01-31")), StatusState.Regular, 10),
            new(range.StartOf(Date("2025-02-01")), StatusState.Regular, 100), new(range.EndMs - Quarter, StatusState.Regular, 1_000), new(range.EndMs, StatusState.Regular, 10_000),
        ];

        var rows = ChargingReport.Of(ledger, range, ReportResolution.Month);

        rows.Select(row => row.Date.Date).ShouldBe([Date("2025-01-01"), Date("2025-02-01"), Date("2025-03-01")]);
        rows.Select(row => row[StatusState.Regular]).ShouldBe([10, 100, 1_000]);
    }

    [Fact]
    public void Midnight_in_a_gap_makes_the_day_start_after_it() =>
        ChargingReport.Of([], Range(Date("2018-11-04"), Date("2018-11-05"), "America/Sao_Paulo"), ReportResolution.Day)[0]
            .Date.ToDateTimeOffset().ToString("O").ShouldBe("2018-11-04T01:00:00.0000000-02:00");

    [Fact]
    public void A_date_that_the_zone_skips_has_no_row()
    {
        var range = Range(Date("2011-12-29"), Date("2012-01-01"), "Pacific/Apia");
        var ledger = Enumerable.Range(0, 300).Select(i => new EnergyEntry(range.StartMs + (i * Quarter), StatusState.Regular, 1));

        var rows = ChargingReport.Of(ledger, range, ReportResolution.Day);

        rows.Select(row => row.Date.Date).ShouldBe([Date("2011-12-29"), Date("2011-12-31")]);
        rows.ShouldAllBe(row => row[StatusState.Regular] == 96);
    }

    [Fact]
    public void The_report_adds_up_to_the_ledger_whatever_the_zone_range_and_resolution()
    {
        var random = new Random(31);
        var zones = DateTimeZoneProviders.Tzdb.Ids.ToArray();
        for (var run = 0; run < 400; run++)
        {
            var start = new LocalDate(random.Next(1970, 2100), random.Next(1, 13), random.Next(1, 29));
            var range = Range(start, start.PlusDays(random.Next(1, ReportRange.MaximumDays)), zones[random.Next(zones.Length)]);
            var span = (range.EndMs - range.StartMs) / Quarter;
            var ledger = Enumerable.Range(0, 300)
                .Select(_ => new EnergyEntry(Floor(range.StartMs) + (random.NextInt64(-100, span + 100) * Quarter), (StatusState)random.Next(6), random.NextInt64(9_000_000_000)))
                .ToArray();

            foreach (var resolution in new[] { ReportResolution.Day, ReportResolution.Month })
            {
                var rows = ChargingReport.Of(ledger, range, resolution);
                for (var state = StatusState.Unavailable; state <= StatusState.Inflexible; state++)
                {
                    rows.Sum(row => row[state]).ShouldBe(ledger
                        .Where(entry => entry.State == state && entry.QuarterMs >= range.StartMs && entry.QuarterMs < range.EndMs)
                        .Sum(entry => entry.MilliWh));
                }

                rows.Select(row => row.Date.ToDateTimeOffset()).ShouldBe(rows.Select(row => row.Date.ToDateTimeOffset()).Order());
                rows.Select(row => row.Date.Date).ShouldBeUnique();
            }
        }
    }

    [Theory]
    [InlineData("2025-01-02", "2025-01-02", "must be after startDate")]
    [InlineData("2025-01-02", "2025-01-01", "must be after startDate")]
    [InlineData("2025-01-01", "2026-02-05", null)]
    [InlineData("2025-01-01", "2026-02-06", "must be at most 400 days after startDate")]
    public void A_range_runs_forwards_and_has_a_limit(string start, string end, string? fault) => ReportRange.Fault(Date(start), Date(end)).ShouldBe(fault);

    private static ReportRange Range(LocalDate start, LocalDate end, string zone) => new(start, end, DateTimeZoneProviders.Tzdb[zone]);

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static long Floor(long ms) => ms - (((ms % Quarter) + Quarter) % Quarter);
}
