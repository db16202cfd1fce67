using NodaTime;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Sessions;

public sealed class ReportValuationTests
{
    private const long Quarter = EnergyEntry.QuarterLengthMs;

    [Theory]
    [InlineData("2025-03-30", 92)]
    [InlineData("2025-10-26", 100)]
    [InlineData("2025-06-01", 96)]
    public void A_day_has_the_costs_of_its_own_hours(string day, int quarters)
    {
        var date = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        var range = new ReportRange(date.PlusDays(-1), date.PlusDays(2), DateTimeZoneProviders.Tzdb["Europe/Brussels"]);
        var entries = Enumerable.Range(0, (int)((range.EndMs - range.StartMs) / Quarter))
            .Select(i => new EnergyEntry(range.StartMs + (i * Quarter), StatusState.Regular, 1_000_000, 0.25m)).ToArray();
        var session = new SessionLedger(entries, new SessionValuation("EUR", entries.Length * 0.25m, entries.Length * 0.5m));

        var rows = ChargingReport.OfSessions([session], range, ReportResolution.Day);

        rows[1].Valuation.ShouldBe(new SessionValuation("EUR", quarters * 0.25m, quarters * 0.5m));
        rows.Sum(row => row.Valuation!.Saving).ShouldBe(session.Valuation!.Saving);
    }

    [Fact]
    public void Rows_add_up_to_the_sessions_whatever_the_zone_range_and_resolution()
    {
        var random = new Random(32);
        var zones = DateTimeZoneProviders.Tzdb.Ids.ToArray();
        for (var run = 0; run < 200; run++)
        {
            var start = new LocalDate(random.Next(1970, 2100), random.Next(1, 13), random.Next(1, 29));
            var range = new ReportRange(start, start.PlusDays(random.Next(1, ReportRange.MaximumDays)), DateTimeZoneProviders.Tzdb[zones[random.Next(zones.Length)]]);
            var first = (range.StartMs + Quarter - 1) / Quarter * Quarter;
            var sessions = Enumerable.Range(0, random.Next(20)).Select(_ => Session(random, first, (range.EndMs - first) / Quarter)).ToArray();

            foreach (var resolution in new[] { ReportResolution.Day, ReportResolution.Month })
            {
                var rows = ChargingReport.OfSessions(sessions, range, resolution);
                rows.Sum(row => row.Valuation?.Actual ?? 0).ShouldBe(sessions.Sum(session => session.Valuation!.Actual));
                rows.Sum(row => row.Valuation?.Immediate ?? 0).ShouldBe(sessions.Sum(session => session.Valuation!.Immediate));
                rows.Sum(row => row.Valuation?.Saving ?? 0).ShouldBe(sessions.Sum(session => session.Valuation!.Saving));
                rows.Sum(row => row.MilliWh.Sum()).ShouldBe(sessions.Sum(session => session.Entries.Sum(entry => entry.MilliWh)));
            }
        }
    }

    [Fact]
    public void Energy_without_a_price_counts_as_energy_alone()
    {
        var range = new ReportRange(new LocalDate(2025, 6, 1), new LocalDate(2025, 6, 4), DateTimeZone.Utc);
        var second = range.StartOf(new LocalDate(2025, 6, 2));
        SessionLedger[] sessions =
        [
            new([new EnergyEntry(range.StartMs, StatusState.Regular, 5), new EnergyEntry(second, StatusState.Regular, 7)], null),
            new([new EnergyEntry(second, StatusState.Regular, 3, 1.5m)], new SessionValuation("EUR", 1.5m, 2)),
        ];

        var rows = ChargingReport.OfSessions(sessions, range, ReportResolution.Day);

        rows.Select(row => row[StatusState.Regular]).ShouldBe([5, 10, 0]);
        rows.Select(row => row.Valuation).ShouldBe([null, new SessionValuation("EUR", 1.5m, 2), null]);
    }

    [Fact]
    public void Money_of_two_currencies_is_not_added()
    {
        var range = new ReportRange(new LocalDate(2025, 6, 1), new LocalDate(2025, 6, 2), DateTimeZone.Utc);
        SessionLedger Of(string currency) => new([new EnergyEntry(range.StartMs, StatusState.Regular, 3, 1)], new SessionValuation(currency, 1, 1));

        ChargingReport.OfSessions([Of("EUR"), Of("SEK"), Of("EUR")], range, ReportResolution.Day)[0].Valuation.ShouldBeNull();
    }

    private static SessionLedger Session(Random random, long firstMs, long quarters)
    {
        var entries = Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.NextInt64(quarters)).Distinct().Order()
            .Select(i => new EnergyEntry(firstMs + (i * Quarter), (StatusState)random.Next(6), random.NextInt64(1, 3_000_000), Money(random, 18))).ToArray();
        return new SessionLedger(entries, new SessionValuation("EUR", entries.Sum(entry => entry.Cost!.Value), Money(random, 18)));
    }

    private static decimal Money(Random random, byte decimals) => new(random.Next(), random.Next(), 0, random.Next(4) == 0, decimals);
}
