namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>Weeks in which the driver changes her mind.</summary>
[Trait("Category", "Slow")]
public sealed class OverrideStories
{
    [Fact]
    public async Task Immediate_starts()
    {
        await using var story = await Story.StartAsync("Immediate starts, set while the car charges, before it plugs in, and with nothing left to do. Ready by 07:00 with 80 %.");
        await story.Returns("Mon 18:12", 19)
            .At("Tue 02:00", "Anna must leave early: 90 % at once", s => s.OverrideAsync("""{"type":"IMMEDIATE_START","target":90}"""))
            .Leaves("Tue 06:10").Returns("Tue 17:50", 55)
            .At("Tue 18:00", "60 % at once", s => s.OverrideAsync("""{"type":"IMMEDIATE_START","target":60}"""))
            .At("Tue 18:20", "and again, while the first one runs", s => s.RefusedAsync("POST", $"/flex/vehicle-policies/{s.PolicyId}/overrides", """{"type":"IMMEDIATE_START","target":70}"""))
            .At("Tue 18:50", "Anna takes it back", s => s.World.Send("DELETE", $"/flex/vehicle-policies/{s.PolicyId}/overrides"))
            .Leaves("Wed 07:40")
            .At("Wed 12:00", "Anna asks for 70 % at once, as soon as the car is home", s => s.OverrideAsync("""{"type":"IMMEDIATE_START","target":70}"""))
            .Returns("Wed 17:50", 40).Leaves("Thu 07:40").Returns("Thu 18:00", 20)
            .At("Thu 18:30", "100 % at once, but she drives off before that", s => s.OverrideAsync("""{"type":"IMMEDIATE_START","target":100}"""))
            .Leaves("Thu 19:15").Returns("Thu 22:00", 15)
            .At("Fri 06:00", "70 % at once, which the car has", s => s.OverrideAsync("""{"type":"IMMEDIATE_START","target":70}"""))
            .Leaves("Fri 07:40").Returns("Fri 17:50", 25)
            .Ends("next Mon 12:00", "immediate-starts");
    }

    [Fact]
    public async Task Upcoming_schedules()
    {
        await using var story = await Story.StartAsync("Upcoming overrides, set before and while the car charges. Ready by 07:00 with 80 %.");
        await story.Returns("Mon 18:12", 19)
            .At("Mon 20:00", "tomorrow by 04:00 with 60 % will do", s => s.OverrideAsync($$"""{"type":"UPCOMING_SCHEDULE","readyBy":"{{s.World.Instant(s.World.Time.At("Tue 04:00"))}}","minimumChargeTarget":60}"""))
            .Leaves("Tue 07:40").Returns("Tue 17:50", 35)
            .At("Wed 02:00", "Anna needs 95 % after all", s => s.OverrideAsync("""{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":95}"""))
            .Leaves("Wed 07:40").Returns("Wed 17:50", 50)
            .At("Wed 19:00", "Thursday she sleeps until 11:00", s => s.OverrideAsync($$"""{"type":"UPCOMING_SCHEDULE","readyBy":"{{s.World.Instant(s.World.Time.At("Thu 11:00"))}}"}"""))
            .Leaves("Thu 11:30").Returns("Thu 17:50", 30)
            .At("Thu 20:00", "100 % for tomorrow", s => s.OverrideAsync("""{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":100}"""))
            .At("Fri 03:00", "no, 80 % is enough", s => s.World.Send("DELETE", $"/flex/vehicle-policies/{s.PolicyId}/overrides"))
            .Leaves("Fri 07:40")
            .At("Fri 12:00", "Anna wants to be ready tonight at 22:00", s => s.OverrideAsync($$"""{"type":"UPCOMING_SCHEDULE","readyBy":"{{s.World.Instant(s.World.Time.At("Fri 22:00"))}}","minimumChargeTarget":75}"""))
            .Returns("Fri 17:50", 25).Leaves("Fri 22:15").Returns("Sat 02:10", 30)
            .Ends("next Mon 12:00", "upcoming-overrides");
    }

    [Fact]
    public async Task Starts_and_stops_by_hand()
    {
        await using var story = await Story.StartAsync("The driver starts and stops by hand. Ready by 07:00 with 80 %.");
        await story.Returns("Mon 18:12", 19)
            .At("Mon 19:00", "Anna starts by hand", s => s.Car.Set(car => car.StartCharging()))
            .Leaves("Tue 07:40").Returns("Tue 17:50", 60)
            .At("Tue 19:00", "Anna starts by hand", s => s.Car.Set(car => car.StartCharging()))
            .At("Tue 20:00", "and stops by hand", s => s.Car.Set(car => car.StopCharging()))
            .Leaves("Wed 07:40").Returns("Wed 17:50", 30)
            .At("Thu 02:30", "Anna stops by hand what the plan has started", s => s.Car.Set(car => car.StopCharging()))
            .Leaves("Thu 09:40").Returns("Thu 17:50", 15)
            .Leaves("Fri 07:40").Returns("Fri 17:50", 25)
            .Ends("Sun 12:00", "by-hand");
    }
}
