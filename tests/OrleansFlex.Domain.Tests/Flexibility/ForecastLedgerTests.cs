using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class ForecastLedgerTests
{
    [Fact]
    public void Every_lead_bucket_of_the_confidence_model_is_followed() =>
        ForecastLedger.Leads.GroupBy(lead => ConfidenceModel.BucketStarts.Last(start => start <= lead)).Count()
            .ShouldBe(ConfidenceModel.BucketStarts.Length);

    [Fact]
    public void A_chunks_last_revision_is_compared_with_what_was_forecast_at_the_start_of_earlier_chunks()
    {
        var ledger = new ForecastLedger();
        ledger.Record(100, Aggregate(10, 20, 30, 40)).ShouldBe(0);
        ledger.Record(100, Aggregate(11, 99, 99, 99)).ShouldBe(0);
        ledger.Record(101, Aggregate(21, 31, 41, 51)).ShouldBe(1);
        ledger.Record(101, Aggregate(25, 31, 41, 51)).ShouldBe(0);
        ledger.Record(102, Aggregate(32, 42, 52, 62)).ShouldBe(2);
        ledger.Record(103, Aggregate(43, 53, 63, 73)).ShouldBe(3);
        ledger.Errors.ShouldBe(
        [
            new(0, 10, 1, 11),
            new(0, 21, 1, 25), new(1, 20, 1, 25),
            new(0, 32, 1, 32), new(1, 31, 1, 32), new(2, 30, 1, 32),
        ]);
    }

    [Fact]
    public void Chunks_that_nobody_saw_are_left_out_and_the_ledger_is_bounded()
    {
        var ledger = new ForecastLedger();
        ledger.Record(100, Aggregate(1, 2, 3, 4));
        ledger.Record(102, Aggregate(1, 2, 3, 4)).ShouldBe(1);
        ledger.Record(101, Aggregate(9, 9, 9, 9)).ShouldBe(0);
        ledger.Record(103, Aggregate(5, 5, 5, 5)).ShouldBe(2);
        for (var chunk = 200; chunk < 10_000; chunk++)
            ledger.Record(chunk, Aggregate([.. Enumerable.Repeat(5L, 96)]));
        ledger.Errors.Count.ShouldBe(ForecastLedger.MaximumErrors);
    }

    [Fact]
    public void Health_follows_segments_and_forgets_those_that_are_gone_or_select_otherwise()
    {
        var health = new ZoneHealth(new FlexStatusOptions());
        var segment = new SegmentDefinition(Guid.Empty, "EV", HouseholdTypes.Vehicle, 0, default, default);
        health.Record(Shape(segment, 1_000));
        health.Record(Shape(segment, 9_000));
        var status = health.Status(Shape(segment, 9_000), 0);
        status.Zone.ShouldBe(new FlexStatus(false, true, true));
        status.Segments.Single().Status.ShouldBe(new FlexStatus(false, true, true));
        var other = segment with { Excludes = HouseholdTypes.Solar };
        health.Record(Shape(other, 9_000));
        health.Status(Shape(other, 9_000), 0).Segments.Single().Status.IsForecastStable.ShouldBeTrue();
        health.Status(Shape(other, 9_000) with { Segments = [] }, 0).Segments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("north", "north")]
    [InlineData(" b , a,b", "a,b")]
    [InlineData(null, "")]
    public void An_area_filter_is_sorted_and_without_repetitions(string? parameter, string expected) =>
        string.Join(',', AreaFilter.Parse(parameter).Value).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("a,,b")]
    [InlineData(",")]
    public void An_area_filter_with_empty_names_is_refused(string parameter) =>
        AreaFilter.Parse(parameter).Rejection!.Code.ShouldBe("shape.area_invalid");

    private static ShapeAggregate Aggregate(params long[] watts) => new(
        1, 1, [.. watts], [.. watts], [.. watts], [.. watts], [.. watts], [.. watts.Select(_ => 1L)], [.. watts.Select(_ => 1.0)]);

    private static ZoneShape Shape(SegmentDefinition segment, long watts)
    {
        var aggregate = Aggregate([.. Enumerable.Repeat(watts, 8)]);
        return new ZoneShape(100, aggregate, [new SegmentShape(segment, aggregate)], aggregate);
    }
}
