using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Tests.Solar;

public sealed class ProductionHistoryTests
{
    private const long QuarterMs = ProductionHistory.QuarterMs;
    private const long Quarter = 1_970_000;
    private const long Start = Quarter * QuarterMs;

    [Fact]
    public void Readings_are_spread_over_the_quarters_they_hold_in()
    {
        var history = new ProductionHistory();
        history.Note(Start + (QuarterMs / 3), Start + QuarterMs + (QuarterMs / 3), 3);
        history.Note(Start + QuarterMs + (QuarterMs / 3), Start + (2 * QuarterMs), 1.5);
        history.MeanKw(Quarter).ShouldBeNull("a third of it is unknown");
        history.MeanKw(Quarter + 1)!.Value.ShouldBe(2, 0.01);
    }

    [Fact]
    public void A_reading_holds_half_an_hour()
    {
        var history = new ProductionHistory();
        history.Note(Start, Start + (8 * QuarterMs), 2);
        history.MeanKw(Quarter + 1)!.Value.ShouldBe(2, 1e-6);
        history.MeanKw(Quarter + 2).ShouldBeNull();
    }

    [Fact]
    public void What_is_older_than_four_hours_is_forgotten()
    {
        var history = new ProductionHistory();
        history.Note(Start, Start + QuarterMs, 2);
        history.Note(Start + (20 * QuarterMs), Start + (21 * QuarterMs), 1);
        history.MeanKw(Quarter).ShouldBeNull();
        history.MeanKw(Quarter + 4).ShouldBeNull("it shares its place with the newest");
        history.MeanKw(Quarter + 20)!.Value.ShouldBe(1, 1e-6);
        // A late piece of long ago is not taken for something newer.
        history.Note(Start + (4 * QuarterMs), Start + (5 * QuarterMs), 9);
        history.MeanKw(Quarter + 20)!.Value.ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Too_few_bytes_are_refused() => Should.Throw<FormatException>(() => ProductionHistory.Load(new byte[20]));
}
