using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>Weeks in which the car does not do as it should.</summary>
[Trait("Category", "Slow")]
public sealed class TroubleStories
{
    [Fact]
    public async Task An_unreachable_car()
    {
        await using var story = await Story.StartAsync("A car that its vendor cannot reach at times. Ready by 07:00 with 80 %.");
        await story.Returns("Mon 18:12", 30)
            .At("Mon 22:00", "the vendor loses the car", s => s.Car.Reach(false))
            .At("Tue 02:30", "and finds it", s => s.Car.Reach(true))
            .Leaves("Tue 07:40").Returns("Tue 17:50", 30)
            .At("Wed 02:00", "the vendor loses the car while it charges", s => s.Car.Reach(false))
            .At("Wed 02:40", "and finds it soon", s => s.Car.Reach(true))
            .Leaves("Wed 07:40").Returns("Wed 17:50", 40)
            .At("Thu 02:00", "the vendor loses the car for the rest of the night; it charges on unseen", s => s.Car.Reach(false))
            .At("Thu 07:35", "and finds it", s => s.Car.Reach(true))
            .Leaves("Thu 07:40").Returns("Thu 17:50", 25)
            .Leaves("Fri 07:40").Returns("Fri 17:50", 25)
            .Ends("Sun 12:00", "unreachable");
    }

    [Fact]
    public async Task A_flat_battery()
    {
        await using var story = await Story.StartAsync("A flat battery with twenty minutes to go. Ready by 07:00 with 80 %, never below 20 %.");
        await story.Returns("Tue 06:40", 57).Leaves("Tue 07:40").Returns("Tue 08:30", 5).Leaves("Wed 07:40").Returns("Thu 04:30", 75)
            .Leaves("Thu 08:00").Returns("Thu 18:00", 80).Leaves("Thu 18:30").Returns("Thu 23:00", 5)
            .Ends("Sat 12:00", "flat-battery");
    }

    [Fact]
    public async Task A_car_that_ignores_the_start()
    {
        await using var story = await Story.StartAsync("A car that ignores commands. Ready by 07:00 with 80 %.");
        await story.Returns("Mon 18:12", 19)
            .At("Mon 23:00", "something in the car breaks", s => s.Car.Set(car => car.SetFaults(DeviceFaults.IgnoresCommands)))
            .At("Tue 02:10", "and is repaired", s => s.Car.Set(car => car.SetFaults(DeviceFaults.None)))
            .Leaves("Tue 07:40").Returns("Tue 17:50", 30)
            .At("Wed 01:20", "it breaks again while the car charges", s => s.Car.Set(car => car.SetFaults(DeviceFaults.IgnoresCommands)))
            .At("Wed 04:30", "and is repaired", s => s.Car.Set(car => car.SetFaults(DeviceFaults.None)))
            .Leaves("Wed 07:40").Returns("Wed 17:50", 40)
            .At("Wed 23:00", "it breaks for the whole night", s => s.Car.Set(car => car.SetFaults(DeviceFaults.IgnoresCommands)))
            .Leaves("Thu 07:40").At("Thu 12:00", "the garage repairs it", s => s.Car.Set(car => car.SetFaults(DeviceFaults.None))).Returns("Thu 17:50", 10)
            .Ends("Sat 12:00", "ignores-commands");
    }

    [Fact]
    public async Task A_car_that_leaves_early()
    {
        await using var story = await Story.StartAsync("A car that leaves before it should. Ready by 07:00 with 80 %.");
        await story.Returns("Mon 18:12", 40).Leaves("Tue 02:00").Returns("Tue 17:50", 10).Leaves("Wed 05:20").Returns("Wed 17:50", 30)
            .Leaves("Wed 18:20").Returns("Wed 18:40", 1).Leaves("Thu 07:00").Returns("Thu 17:50", 2)
            .Leaves("Thu 22:00").Returns("Thu 23:30", 30).Leaves("Fri 07:40").Returns("Fri 17:50", 25)
            .Ends("Sun 12:00", "leaves-early");
    }

    [Fact]
    public async Task A_car_that_can_only_be_watched()
    {
        await using var story = await Story.StartAsync(
            "A car that can only be watched: plans are shown, nothing is commanded. It has no meter. Ready by 07:00 with 80 %.", model: new CarModel(Vendor: "WATCHED", IsDriven: false, HasMeter: false));
        await story.Returns("Mon 18:12", 30)
            .At("Mon 23:00", "the car starts by a timer of its own", s => s.Car.Set(car => car.StartCharging()))
            .Leaves("Tue 07:40").Returns("Tue 17:50", 30).Leaves("Wed 07:40").Returns("Wed 17:50", 25)
            .At("Thu 01:30", "the car starts by a timer of its own", s => s.Car.Set(car => car.StartCharging()))
            .At("Thu 03:30", "and stops", s => s.Car.Set(car => car.StopCharging()))
            .Leaves("Thu 07:40")
            .Ends("Fri 12:00", "read-only");
    }
}
