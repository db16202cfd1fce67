using System.Globalization;
using NodaTime;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Domain.Tests.Tariffs;

/// <summary>What stands in where a tariff has no rate.</summary>
public sealed class FilledRatesTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private static readonly long Midnight = Ms("2026-05-06T00:00Z");

    [Fact]
    public void Before_the_first_rate_the_first_known_day_stands_in()
    {
        var known = Hourly(Midnight, 48, hour => hour);
        var filled = FilledRates.Of(known, Midnight - (30 * Hour), Midnight + (2 * Hour), DateTimeZone.Utc);
        for (var hour = -30; hour < 2; hour++)
            filled.Curve.PriceAt(Midnight + (hour * Hour)).ShouldBe((hour + 48) % 24);
        filled.Gaps.ShouldBe([new PriceSignalGap(Midnight - (30 * Hour), Midnight)]);
        filled.HasRates.ShouldBeTrue();
    }

    [Fact]
    public void After_the_last_rate_the_last_known_day_goes_on_as_it_does_for_a_price_signal()
    {
        var known = Hourly(Midnight, 37, hour => hour % 7);
        var filled = FilledRates.Of(known, Midnight, Midnight + (96 * Hour), DateTimeZone.Utc);
        var signal = PriceSignalTimeline.FromPoints(Enumerable.Range(0, known.Count).Select(i => (known.StartsMs[i], known.Rates[i])))
            .ToCurve(Midnight, 96 * Hour, DateTimeZone.Utc);
        filled.Curve.StartsMs.ToArray().ShouldBe(signal.StartsMs.ToArray());
        filled.Curve.Prices.ToArray().ShouldBe(signal.Prices.ToArray());
        filled.Gaps.ShouldBe([new PriceSignalGap(Midnight + (37 * Hour), long.MaxValue)]);
    }

    [Fact]
    public void Within_a_gap_the_nearest_known_day_stands_in_and_of_two_the_earlier()
    {
        // Four days, of which the second and the third miss the evening.
        var known = Hourly(Midnight, 96, hour => hour is (>= 42 and < 48) or (>= 66 and < 72) ? null : hour);
        var filled = FilledRates.Of(known, Midnight, Midnight + (96 * Hour), DateTimeZone.Utc);
        filled.Curve.PriceAt(Midnight + (43 * Hour)).ShouldBe(19, "a day earlier");
        filled.Curve.PriceAt(Midnight + (67 * Hour)).ShouldBe(91, "a day later");
        filled.Gaps.Length.ShouldBe(2);
        var middle = Hourly(Midnight, 72, hour => hour == 40 ? null : hour);
        FilledRates.Of(middle, Midnight, Midnight + (72 * Hour), DateTimeZone.Utc).Curve.PriceAt(Midnight + (40 * Hour)).ShouldBe(16);
    }

    [Fact]
    public void A_local_time_of_which_nothing_is_known_takes_the_rate_before_or_else_the_one_after()
    {
        var known = Hourly(Midnight, 3, hour => 5 + hour);
        var filled = FilledRates.Of(known, Midnight - (4 * Hour), Midnight + (20 * Hour), DateTimeZone.Utc);
        filled.Curve.PriceAt(Midnight - Hour).ShouldBe(5);
        filled.Curve.PriceAt(Midnight + (7 * Hour)).ShouldBe(7);
        filled.Gaps.ShouldBe([new PriceSignalGap(Midnight - (4 * Hour), Midnight), new PriceSignalGap(Midnight + (3 * Hour), long.MaxValue)]);
    }

    [Fact]
    public void Where_nothing_is_known_it_is_zero_and_where_all_is_known_there_is_no_gap()
    {
        foreach (var nothing in new[] { RateSteps.Empty, Hourly(Midnight, 5, _ => null) })
        {
            var none = FilledRates.Of(nothing, Midnight, Midnight + Day, DateTimeZone.Utc);
            none.Curve.Prices.ToArray().ShouldBe([0]);
            none.Gaps.ShouldBe([new PriceSignalGap(Midnight, long.MaxValue)]);
            none.HasRates.ShouldBeFalse();
        }

        var all = FilledRates.Of(Hourly(Midnight, 24, hour => hour), Midnight + Hour, Midnight + (5 * Hour), DateTimeZone.Utc);
        all.Gaps.ShouldBeEmpty();
        all.Curve.StartsMs[0].ShouldBe(Midnight + Hour);
    }

    [Fact]
    public void What_was_known_long_ago_still_stands_in()
    {
        var filled = FilledRates.Of(Hourly(Midnight, 24, hour => hour), Midnight + (90 * Day), Midnight + (93 * Day), DateTimeZone.Utc);
        for (var hour = 0; hour < 72; hour++)
            filled.Curve.PriceAt(Midnight + (90 * Day) + (hour * Hour)).ShouldBe(hour % 24);
    }

    [Theory]
    [InlineData("Europe/Brussels", "2026-03-29")]
    [InlineData("Europe/Brussels", "2026-10-25")]
    [InlineData("Australia/Lord_Howe", "2026-10-04")]
    [InlineData("Asia/Beirut", "2026-03-29")]
    [InlineData("Asia/Kathmandu", "2026-05-01")]
    public void Around_clock_changes_every_minute_follows_its_local_time(string zoneId, string date)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var around = Ms(date + "T00:00Z");
        var random = new Random(zoneId.Length + date.Length);
        for (var round = 0; round < 12; round++)
        {
            // Rates and gaps in turn, changing at any five minutes of eight days.
            var starts = Enumerable.Range(0, 60).Select(_ => around + (random.Next(-4 * 288, 4 * 288) * Hour / 12)).Distinct().Order().ToArray();
            var rates = starts.Select((_, i) => i + 1 == starts.Length || random.Next(3) == 0 ? null : (decimal?)(i + 1)).ToArray();
            var known = RateSteps.Create(starts, rates);
            var filled = FilledRates.Of(known, around - (6 * Day), around + (6 * Day), zone);
            for (var at = around - (6 * Day); at < around + (6 * Day); at += Hour / 12)
            {
                if (filled.Curve.PriceAt(at) != Expected(known, at, zone))
                    Assert.Fail($"{zoneId} at {Instant.FromUnixTimeMilliseconds(at)} in round {round}");
                filled.Gaps.Any(gap => gap.FromMs <= at && at < gap.ToMs).ShouldBe(known.At(at) is null);
            }
        }
    }

    private static decimal Expected(RateSteps known, long atMs, DateTimeZone zone)
    {
        var local = Instant.FromUnixTimeMilliseconds(atMs).InZone(zone).LocalDateTime;
        for (var days = 0; days < 20; days++)
        {
            if ((days == 0 ? known.At(atMs) : At(local.PlusDays(-days)) ?? At(local.PlusDays(days))) is { } rate)
                return rate;
        }

        var before = Enumerable.Range(0, known.Count).LastOrDefault(i => known.StartsMs[i] <= atMs && known.Rates[i] is not null, -1);
        return known.Rates[before >= 0 ? before : Enumerable.Range(0, known.Count).First(i => known.Rates[i] is not null)]!.Value;

        decimal? At(LocalDateTime time) => known.At(zone.ResolveLocal(time, UpcomingDeadline.LocalTimeResolver).ToInstant().ToUnixTimeMilliseconds());
    }

    private static RateSteps Hourly(long fromMs, int hours, Func<int, decimal?> rate) => RateSteps.Create(
        [.. Enumerable.Range(0, hours + 1).Select(hour => fromMs + (hour * Hour))], [.. Enumerable.Range(0, hours).Select(rate), null]);

    private static long Ms(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
