using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Sessions;

public sealed class SessionPricingTests
{
    private const long Noon = 1_780_056_000_000;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Quarter = EnergyEntry.QuarterLengthMs;
    private const double KwhPerPercent = 0.5;

    [Fact]
    public void Energy_costs_what_was_in_force_when_it_flowed()
    {
        // 0.30 until 12:20, 0.1 from then on; 12 kW from 12:00 to 12:30 are 4 kWh and 2 kWh.
        var prices = Prices((Noon, 0.30m), (Noon + (20 * Minute), 0.1m));
        var session = Account(Begin(prices, charging: true), 30, meter: 6, prices, charging: true);

        session.Ledger().Select(entry => (entry.MilliWh, entry.Cost)).ShouldBe([(3_000_000, 0.9m), (3_000_000, 0.3m + 0.2m)]);
        session.Value().ShouldBe(new SessionValuation("EUR", 1.4m, 1.4m));
        session.Value()!.Saving.ShouldBe(0, "it charged at once and at full power");
    }

    [Fact]
    public void Waiting_for_a_lower_price_saves_the_difference()
    {
        var prices = Prices((Noon, 0.30m), (Noon + Hour, 0.25m), (Noon + (8 * Hour), -0.01m));
        var session = Account(Begin(prices), 8 * 60, meter: 0, prices, charging: true);
        session = Account(session, 10 * 60, meter: 18, prices);

        session.Value().ShouldBe(new SessionValuation("EUR", -0.18m, (12 * 0.30m) + (6 * 0.25m)));
        session.Value()!.Saving.ShouldBe(5.28m);
    }

    [Fact]
    public void What_the_sun_covers_costs_the_export_rate_that_is_forgone()
    {
        var surplus = SurplusCurve.Create([new SurplusStep(Noon, 3), new SurplusStep(Noon + (30 * Minute), 20)]);
        var prices = new SessionPrices("EUR", PriceCurve.Flat(0.30m), PriceCurve.Flat(0.05m), surplus);
        var session = Account(Begin(prices, charging: true), 60, meter: 12, prices);

        // 12 kW: a quarter of it from the sun for half an hour, then all of it.
        session.Value().ShouldBe(new SessionValuation("EUR", (6 * 0.2375m) + (6 * 0.05m), (6 * 0.2375m) + (6 * 0.05m)));
    }

    [Fact]
    public void Energy_without_a_price_leaves_the_session_without_a_value()
    {
        var prices = Prices((Noon, 0.3m));
        var unpriced = Account(Begin(null, charging: true), 15, meter: 1, null, charging: true);
        unpriced.Value().ShouldBeNull();
        Account(unpriced, 30, meter: 2, prices).Value().ShouldBeNull();

        var priced = Account(Begin(prices, charging: true), 15, meter: 1, prices, charging: true);
        Account(priced, 30, meter: 1, null).Value().ShouldBe(new SessionValuation("EUR", 0.3m, 0.3m));
        Account(priced, 30, meter: 2, null).Value().ShouldBeNull();
        Account(priced, 30, meter: 2, null).Ledger().ShouldAllBe(entry => entry.Cost == null);
        Account(priced, 30, meter: 2, prices with { Currency = "SEK" }).Value().ShouldBeNull();
        Account(priced, 30, meter: 1, prices with { Currency = "SEK" }).Value()!.Currency.ShouldBe("EUR");
    }

    [Fact]
    public void Energy_that_flows_while_no_rate_is_known_leaves_the_session_without_a_value()
    {
        var prices = Prices((Noon, 0.3m)) with { Gaps = [new PriceSignalGap(Noon + Hour, Noon + (2 * Hour)), new PriceSignalGap(Noon + (5 * Hour), long.MaxValue)] };
        var before = Account(Begin(prices, charging: true), 60, meter: 12, prices);
        before.Value().ShouldBe(new SessionValuation("EUR", 3.6m, 3.6m), "it ended where the gap begins");
        var after = Account(Account(before, 120, meter: 12, prices, charging: true), 180, meter: 24, prices);
        after.Value()!.Actual.ShouldBe(7.2m, "nothing flowed in the gap");

        var within = Account(Account(before, 90, meter: 12, prices, charging: true), 150, meter: 24, prices);
        within.Value().ShouldBeNull();
        within.MilliWh.ShouldBe(24_000_000);
        within.Ledger().ShouldAllBe(entry => entry.Cost == null);
        Account(within, 180, meter: 25, prices).Value().ShouldBeNull("a part without a price has no sum");
        Account(Account(after, 300, meter: 24, prices, charging: true), 330, meter: 30, prices).Value().ShouldBeNull();
        Account(after, 600, meter: 24, prices).Value().ShouldBe(after.Value(), "an idle vehicle buys nothing");
    }

    [Fact]
    public void Energy_at_one_instant_is_known_or_not_by_that_instant()
    {
        var prices = Prices((Noon, 0.3m)) with { FromMs = Noon, Gaps = [new PriceSignalGap(Noon + Hour, Noon + (2 * Hour))] };
        prices.AreKnown(Noon + Hour - 1, Noon + Hour - 1).ShouldBeTrue();
        prices.AreKnown(Noon + Hour, Noon + Hour).ShouldBeFalse();
        prices.AreKnown(Noon + (2 * Hour), Noon + (2 * Hour)).ShouldBeTrue();
        prices.AreKnown(Noon - Hour, Noon - 1).ShouldBeTrue();
        (prices with { Gaps = [new PriceSignalGap(Noon, Noon + Hour)] }).AreKnown(Noon - Hour, Noon - 1).ShouldBeFalse("earlier energy has the first price");
    }

    [Fact]
    public void A_price_that_comes_before_the_first_energy_is_in_time()
    {
        var prices = Prices((Noon, 0.3m));
        Account(Begin(null, charging: true), 15, meter: 1, prices).Value().ShouldBe(new SessionValuation("EUR", 0.3m, 0.3m));
        Account(Begin(prices with { Currency = "SEK" }, charging: true), 15, meter: 1, prices).Value().ShouldBe(new SessionValuation("EUR", 0.3m, 0.3m));
        Begin(prices).Value().ShouldBe(new SessionValuation("EUR", 0, 0));
    }

    [Fact]
    public void A_push_changes_the_rates_to_come_and_nothing_that_is_past()
    {
        var session = Begin(Prices((Noon, 0.3m)), charging: true);
        session = Account(session, 30, meter: 6, Prices((Noon, 0.3m)), charging: true);
        var pushed = Prices((Noon, 9), (Noon + (45 * Minute), 0.5m)) with { FromMs = Noon + (30 * Minute) };
        session = Account(session, 60, meter: 12, pushed);

        session.Value().ShouldBe(new SessionValuation("EUR", (6 * 0.3m) + (3 * 9) + (3 * 0.5m), (6 * 0.3m) + (3 * 9) + (3 * 0.5m)));
    }

    [Fact]
    public void A_vehicle_that_stands_idle_leaves_its_money_as_it_is_until_prices_change()
    {
        var prices = Prices((Noon, 0.3m), (Noon + Hour, 0.2m), (Noon + (2 * Hour), 0.4m));
        var session = Begin(prices);

        Account(session, 30, meter: 0, prices).ShouldBeSameAs(session);
        Account(session, 90, meter: 0, prices with { FromMs = Noon + Hour }).ShouldBeSameAs(session);
        Account(session, 90, meter: 0, Prices((Noon, 0.3m), (Noon + Hour, 0.1m)) with { FromMs = Noon + Hour }).Money!.Rates.ShouldBe([0.3m, 0.1m]);
    }

    [Fact]
    public void What_is_kept_of_the_rates_is_bounded()
    {
        var prices = Prices([.. Enumerable.Range(0, 5_000).Select(minute => (Noon + (minute * Minute), minute / 1000m))]);

        var money = Begin(prices, maxKw: 1.2).Money!;
        money.Rates.Length.ShouldBe(SessionPricing.MostRates);
        Begin(prices, maxKw: 50).Money!.Rates.Length.ShouldBe(45, "36 minutes would fill the battery");
        Begin(prices, maxKw: 0).Money!.UntilMs.ShouldBe(Noon + (24 * Hour));
        var whole = Account(Begin(prices, maxKw: 1.2, charging: true), 5_000, meter: 500, prices);
        whole.Value()!.Immediate.ShouldBe((Enumerable.Range(0, 299).Sum(minute => minute / 1000m) * 0.02m) + (0.299m * (500 - (299 * 0.02m))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Costs_are_the_integral_of_price_over_energy_exactly(int seed)
    {
        for (var round = 0; round < 500; round++)
        {
            var random = new Random((seed * 100_000) + round);
            var prices = RandomPrices(random);
            double meter = random.Next(1000);
            var session = SessionAccount.Begin(Noon, new MeterReading(Noon, true, meter, 11, 50), null, StatusState.Regular, KwhPerPercent, 11, prices);
            var (atMs, expected, energy) = (Noon, new SortedDictionary<long, decimal>(), 0L);
            for (var step = random.Next(12); step >= 0; step--)
            {
                if (random.Next(3) == 0)
                    session = SessionAccount.Enter(session, (StatusState)random.Next(6), atMs + random.Next(2_000_000));
                var (fromMs, before) = (atMs, meter);
                atMs += random.Next(1, 5_000_000);
                meter += random.NextDouble() * 6;
                var milliWh = (long)Math.Round(meter * 1e6) - (long)Math.Round(before * 1e6);
                energy += milliWh;
                Integrate(prices, milliWh, fromMs, atMs, expected);
                session = SessionAccount.Account(session, new MeterReading(atMs, true, meter, 11, 50), KwhPerPercent, 11, prices);
            }

            var ledger = session.Ledger();
            ledger.GroupBy(entry => entry.QuarterMs).Select(quarter => (quarter.Key, quarter.Sum(entry => entry.Cost!.Value))).ShouldBe(expected.Select(each => (each.Key, each.Value)));
            session.Value()!.Actual.ShouldBe(expected.Values.Sum());
            session.Value()!.Immediate.ShouldBe(AtOnce(prices, energy, session.Money!.UntilMs, 11));
            session.Value()!.Saving.ShouldBe(session.Value()!.Immediate - session.Value()!.Actual);
        }
    }

    [Fact]
    public void At_one_price_all_energy_costs_that_whatever_is_read()
    {
        var random = new Random(4);
        var prices = Prices((Noon, 0.123456789012m));
        for (var round = 0; round < 500; round++)
        {
            var (atMs, meter) = (Noon, random.NextDouble() * 1000);
            var session = SessionAccount.Begin(atMs, new MeterReading(atMs, false, meter, 0, 50), new MeterReading(atMs - Minute, false, meter - 1, 0, 50), StatusState.Regular, KwhPerPercent, 11, prices);
            for (var step = random.Next(20); step >= 0; step--)
            {
                atMs += random.Next(3) == 0 ? 0 : random.Next(4_000_000);
                session = SessionAccount.Enter(session, (StatusState)random.Next(6), atMs - random.Next(2_000_000));
                meter += random.NextDouble() * 5;
                session = SessionAccount.Account(session, new MeterReading(atMs, random.Next(2) == 0, meter, random.Next(12), 50), KwhPerPercent, 11, prices);
            }

            session.Ledger().ShouldAllBe(entry => entry.Cost == 0.123456789012m * entry.MilliWh / 1_000_000);
            session.Value().ShouldBe(new SessionValuation("EUR", 0.123456789012m * session.MilliWh / 1_000_000, 0.123456789012m * session.MilliWh / 1_000_000));
        }
    }

    // Millisecond edges of quarters and prices, shares by what has flowed up to each edge.
    private static void Integrate(SessionPrices prices, long milliWh, long fromMs, long toMs, SortedDictionary<long, decimal> costs)
    {
        var edges = new SortedSet<long>(prices.Import.StartsMs.ToArray().Where(ms => ms > fromMs && ms < toMs)) { toMs };
        for (var ms = ((fromMs / Quarter) + 1) * Quarter; ms < toMs; ms += Quarter)
            edges.Add(ms);
        var (given, startMs) = (0L, fromMs);
        foreach (var edge in edges)
        {
            var upTo = edge == toMs ? milliWh : (long)Math.Round((double)milliWh * (edge - fromMs) / (toMs - fromMs));
            if (upTo > given)
                costs[startMs / Quarter * Quarter] = costs.GetValueOrDefault(startMs / Quarter * Quarter) + (prices.Import.PriceAt(startMs) * (upTo - given) / 1_000_000);
            (given, startMs) = (upTo, edge);
        }
    }

    private static decimal AtOnce(SessionPrices prices, long milliWh, long untilMs, double kw)
    {
        var (cost, given, atMs) = (0m, 0L, Noon);
        while (given < milliWh)
        {
            var nextMs = prices.NextChangeAfter(atMs);
            var upTo = nextMs >= untilMs ? milliWh : Math.Min(milliWh, (long)Math.Round(kw * (nextMs - Noon) / 3.6));
            cost += prices.Import.PriceAt(atMs) * (upTo - given) / 1_000_000;
            (given, atMs) = (upTo, nextMs);
        }

        return cost;
    }

    private static SessionPrices RandomPrices(Random random)
    {
        var (atMs, steps) = (Noon - random.Next(4_000_000), new List<(long, decimal)>());
        for (var i = random.Next(1, 60); i > 0; i--)
        {
            steps.Add((atMs, new decimal(random.Next(), random.Next(200), 0, random.Next(4) == 0, 12)));
            atMs += random.Next(1, 4_000_000);
        }

        return Prices([.. steps]);
    }

    private static SessionPrices Prices(params (long AtMs, decimal Price)[] steps) => new("EUR", PriceCurve.Create([.. steps.Select(step => new PriceStep(step.AtMs, step.Price))]));

    private static PlugSession Begin(SessionPrices? prices, double maxKw = 12, bool charging = false) =>
        SessionAccount.Begin(Noon, new MeterReading(Noon, charging, 0, charging ? maxKw : 0, 40), null, StatusState.Regular, KwhPerPercent, maxKw, prices);

    private static PlugSession Account(PlugSession session, int minute, double meter, SessionPrices? prices, bool charging = false) => SessionAccount.Account(
        session, new MeterReading(Noon + (minute * Minute), charging, meter, charging ? 12 : 0, 40), KwhPerPercent, session.Money?.MaxKw ?? 12, prices);
}
