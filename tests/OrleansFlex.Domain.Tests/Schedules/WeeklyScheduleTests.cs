using System.Globalization;
using NodaTime;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Tests.Schedules;

public sealed class WeeklyScheduleTests
{
    private static readonly WeeklySchedule Week = WeeklySchedule.EveryDay(new DaySchedule(7 * 60, 80));

    [Fact]
    public void Every_minute_of_the_day_parses_and_prints()
    {
        for (var minute = 0; minute < 1440; minute++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
            DaySchedule.TryParseDeadline(text, out var parsed).ShouldBeTrue();
            parsed.ShouldBe(minute);
            new DaySchedule(parsed, 0).Deadline.ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("24:00")]
    [InlineData("23:60")]
    [InlineData("7:00")]
    [InlineData("07:00:00")]
    [InlineData("07.00")]
    [InlineData(" 7:00")]
    [InlineData("-1:00")]
    [InlineData("٠٧:٠٠")]
    [InlineData("")]
    public void Other_times_of_day_do_not_parse(string text) => DaySchedule.TryParseDeadline(text, out _).ShouldBeFalse();

    [Fact]
    public void A_patch_changes_only_what_it_names()
    {
        var merged = Week.Merge(new WeeklySchedulePatch(Tuesday: new DaySchedulePatch(MinimumChargeTarget: 60), Sunday: new DaySchedulePatch(9 * 60)));
        merged[IsoDayOfWeek.Tuesday].ShouldBe(new DaySchedule(7 * 60, 60));
        merged[IsoDayOfWeek.Sunday].ShouldBe(new DaySchedule(9 * 60, 80));
        merged.ShouldBe(Week with { Tuesday = new DaySchedule(7 * 60, 60), Sunday = new DaySchedule(9 * 60, 80) });
        Week.Merge(new WeeklySchedulePatch()).ShouldBe(Week);
    }

    [Theory]
    [InlineData("TESLA", 0, 80, true)]
    [InlineData("TESLA", 20, 20, true)]
    [InlineData("TESLA", 20.5, 80, false)]
    [InlineData("TESLA", -1, 80, false)]
    [InlineData("TESLA", 20, 19, false)]
    [InlineData("TESLA", 20, 100, true)]
    [InlineData("TESLA", 20, 100.1, false)]
    [InlineData("TESLA", double.NaN, 80, false)]
    [InlineData("TESLA", 10, double.NaN, false)]
    [InlineData("TESLA", 50, 80, false)]
    [InlineData("MERCEDES", 50, 50, true)]
    [InlineData("MERCEDES", 50, 49, false)]
    [InlineData("MERCEDES", 20, 80, false)]
    [InlineData("MERCEDES", 50, 100, true)]
    public void Reserve_and_targets_keep_their_ranges(string vendor, double reserve, double target, bool isAccepted) =>
        ChargingPreferences.Check(vendor, reserve, WeeklySchedule.EveryDay(new DaySchedule(0, target))).IsAccepted.ShouldBe(isAccepted);

    [Fact]
    public void Every_fault_is_reported_with_its_path()
    {
        var week = Week with { Monday = new DaySchedule(1440, 80), Friday = new DaySchedule(0, 5) };
        var refused = ChargingPreferences.Check("TESLA", 10, week).Rejection.ShouldBeOfType<InvalidInput>();
        refused.Issues.Select(issue => issue.Path).ShouldBe(["schedule.monday.deadline", "schedule.friday.minimumChargeTarget"]);
    }

    [Fact]
    public void A_bad_reserve_does_not_make_its_targets_look_wrong()
    {
        var refused = ChargingPreferences.Check("TESLA", 90, Week).Rejection.ShouldBeOfType<InvalidInput>();
        refused.Issues.ShouldHaveSingleItem().Path.ShouldBe("batteryReserve");
    }
}
