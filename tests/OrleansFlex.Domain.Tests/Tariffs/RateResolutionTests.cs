using NodaTime;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Domain.Tariffs.Formulas;

namespace OrleansFlex.Domain.Tests.Tariffs;

public sealed class RateResolutionTests
{
    [Fact]
    public void Intervals_are_contiguous_and_differ_from_their_neighbours()
    {
        var random = new Random(5);
        var formula = Formula("max(a, 2) / b");
        formula.Variables.ShouldBe(["a", "b"]);
        for (var round = 0; round < 1_000; round++)
        {
            var (a, b) = (Random(random), Random(random));
            var rates = RateResolution.Resolve(formula, [a, b], 5, 45);
            rates.StartMs(0).ShouldBe(5);
            rates.EndOf(rates.Count - 1).ShouldBe(45);
            for (var i = 0; i < rates.Count; i++)
            {
                if (i > 0)
                    (rates.Rate(i - 1), rates.Reason(i - 1), Missing(rates, i - 1)).ShouldNotBe((rates.Rate(i), rates.Reason(i), Missing(rates, i)));
                for (var at = rates.StartMs(i); at < rates.EndOf(i); at++)
                {
                    var (x, y) = (a.At(at), b.At(at));
                    rates.Rate(i).ShouldBe(x is null || y is null or 0 ? null : Math.Max(x.Value, 2) / y);
                    rates.Reason(i).ShouldBe(
                        x is null || y is null ? UnresolvedReason.MissingData : y == 0 ? UnresolvedReason.DivisionByZero : UnresolvedReason.None);
                    Missing(rates, i).ShouldBe($"{(x is null ? "0" : "")}{(y is null ? "1" : "")}");
                }
            }

            var steps = rates.ToSteps();
            for (var at = 5; at < 45; at++)
                steps.At(at).ShouldBe(a.At(at) is { } x && b.At(at) is { } y and not 0 ? Math.Max(x, 2) / y : null);
        }
    }

    [Fact]
    public void A_rate_beyond_any_price_is_not_resolved()
    {
        var rates = RateResolution.Resolve(Formula("a * a * a"), [RateSteps.Create([0, 10, 20], [1m, 1_000_000m, null])], 0, 30);
        Enumerable.Range(0, rates.Count).Select(rates.Reason).ShouldBe([UnresolvedReason.None, UnresolvedReason.Overflow, UnresolvedReason.MissingData]);
    }

    [Theory]
    [InlineData("2025-03-30", "Europe/Brussels", "2025-03-29T23:00:00Z", 23)]
    [InlineData("2025-10-26", "Europe/Brussels", "2025-10-25T22:00:00Z", 25)]
    [InlineData("2025-06-01", "Asia/Kathmandu", "2025-05-31T18:15:00Z", 24)]
    [InlineData("2025-10-05", "Australia/Lord_Howe", "2025-10-04T13:30:00Z", 23.5)]
    [InlineData("2025-09-07", "America/Santiago", "2025-09-07T04:00:00Z", 23)]
    [InlineData("2017-10-15", "America/Sao_Paulo", "2017-10-15T03:00:00Z", 23)]
    [InlineData("2018-02-17", "America/Sao_Paulo", "2018-02-17T02:00:00Z", 25)]
    [InlineData("2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z", 0)]
    [InlineData("2011-12-29", "Pacific/Apia", "2011-12-29T10:00:00Z", 24)]
    [InlineData("2025-03-30", "Asia/Beirut", "2025-03-29T22:00:00Z", 23)]
    public void Local_dates_begin_when_the_clock_says_so(string date, string zoneName, string start, double hours)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneName];
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value;
        var startMs = LocalDays.StartMs(day, zone);
        DateTimeOffset.FromUnixTimeMilliseconds(startMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'").ShouldBe(start);
        ((LocalDays.StartMs(day.PlusDays(1), zone) - startMs) / 3_600_000.0).ShouldBe(hours);
    }

    private static string Missing(ResolvedRates rates, int i) => string.Concat(rates.Missing(i));

    private static CompiledFormula Formula(string text) => FormulaCompiler.Restore(text);

    private static RateSteps Random(Random random)
    {
        var starts = new SortedSet<long>();
        for (var i = random.Next(10); i > 0; i--)
            starts.Add(random.Next(50));
        return RateSteps.Create([.. starts], [.. starts.Select(_ => random.Next(5) is var value && value < 4 ? (decimal?)value : null)]);
    }
}
