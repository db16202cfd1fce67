using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Tests.Solar;

public sealed class CloudTimelineTests
{
    private const long Hour = 3_600_000;

    private static CloudPush Push(long toHour, params (long Hour, double Percent)[] values) =>
        CloudPush.Check([.. values.Select(value => new CloudValue(value.Hour * Hour, value.Percent))], toHour * Hour).Value;

    [Fact]
    public void A_push_replaces_exactly_its_window_and_what_was_in_force_resumes()
    {
        var timeline = CloudTimeline.Empty.Push(Push(20, (10, 40), (15, 80)), 0).Push(Push(17, (12, 0)), 0);
        timeline.CoverAt(9 * Hour).ShouldBeNull();
        timeline.CoverAt(11 * Hour).ShouldBe(40);
        timeline.CoverAt(12 * Hour).ShouldBe(0);
        timeline.CoverAt(17 * Hour).ShouldBe(80);
        timeline.CoverAt(20 * Hour).ShouldBeNull();
    }

    [Fact]
    public void Reading_tells_values_and_gaps()
    {
        var (values, gaps) = CloudTimeline.Empty.Push(Push(20, (10, 40), (15, 80)), 0).Read(8 * Hour, 22 * Hour);
        values.ShouldBe([new CloudValue(10 * Hour, 40), new CloudValue(15 * Hour, 80)]);
        gaps.ShouldBe([new CloudGap(8 * Hour, 10 * Hour), new CloudGap(20 * Hour, 22 * Hour)]);
        CloudTimeline.Empty.Push(Push(20, (10, 40)), 0).Read(11 * Hour, 12 * Hour).Values.ShouldBe([new CloudValue(11 * Hour, 40)]);
    }

    [Fact]
    public void A_timeline_survives_its_points()
    {
        var timeline = CloudTimeline.Empty.Push(Push(20, (10, 40), (15, 80)), 0).Push(Push(30, (25, 5)), 0);
        var again = CloudTimeline.FromPoints(timeline.At, timeline.Percent);
        again.At.ShouldBe(timeline.At);
        again.Percent.ShouldBe([40, 80, null, 5, null]);
        Should.Throw<ArgumentException>(() => CloudTimeline.FromPoints([2, 1], [0, 0]));
    }

    [Fact]
    public void History_is_bounded()
    {
        var timeline = CloudTimeline.Empty;
        for (var day = 0; day < 100; day++)
            timeline = timeline.Push(Push((day * 24) + 24, (day * 24, day % 100)), day * 24 * Hour);
        timeline.At.Length.ShouldBeLessThan(40);
        timeline.CoverAt(70 * 24 * Hour).ShouldBe(70);
        timeline.CoverAt(10 * 24 * Hour).ShouldBeNull();
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_its_place()
    {
        Paths([], 5).ShouldBe(["values"]);
        Paths([new(5, 0)], 5).ShouldBe(["to"]);
        Paths([new(1, 0), new(1, 0)], 5).ShouldBe(["values[1].at"]);
        Paths([new(1, 0), new(7, 0)], 5).ShouldBe(["values[1].at"]);
        Paths([new(1, 101), new(2, -1), new(3, double.NaN)], 5)
            .ShouldBe(["values[0].cloudCoverPercent", "values[1].cloudCoverPercent", "values[2].cloudCoverPercent"]);

        static IEnumerable<string> Paths(CloudValue[] values, long to) =>
            CloudPush.Check([.. values], to).Rejection.ShouldBeOfType<InvalidInput>().Issues.Select(issue => issue.Path);
    }
}
