namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>Weeks in which nothing goes wrong.</summary>
[Trait("Category", "Slow")]
public sealed class EverydayStories
{
    [Fact]
    public async Task A_commuter()
    {
        await using var story = await Story.StartAsync("A commuter. Ready by 07:00 with 80 %, never below 20 %; at weekends by 10:00 with 60 %.");
        await story.World.Send("PATCH", $"/flex/vehicle-policies/{story.PolicyId}",
            """{"schedule":{"saturday":{"deadline":"10:00","minimumChargeTarget":60},"sunday":{"deadline":"10:00","minimumChargeTarget":60} } }""");
        await story.Returns("Mon 18:12", 19).Leaves("Tue 07:31").Returns("Tue 17:55", 38).Leaves("Wed 07:28").Returns("Wed 19:02", 66)
            .Leaves("Thu 07:45").Returns("Thu 18:20", 22).Leaves("Fri 07:30").Returns("Fri 16:40", 25)
            .Leaves("Sat 11:05").Returns("Sat 13:30", 12).Leaves("Sun 14:00").Returns("Sun 21:15", 30).Leaves("next Mon 07:33")
            .Ends("next Mon 12:00", "commuter");
    }

    [Fact]
    public async Task Two_drivers_share_a_house()
    {
        await using var story = await Story.StartAsync("Two drivers, two cars, one house. Anna's is ready by 07:00 with 80 %, Ben's by 05:30 with 90 %.");
        var ben = await story.CarAsync("Ben", new CarModel(40, 7.4));
        await story.PolicyAsync(ben, story.HomeId, "Ben", 10, 90, "05:30");
        await story
            .Returns("Mon 17:50", 30).At("Mon 22:30", _ => ben.PlugIn(Story.Home, 35))
            .At("Tue 05:40", _ => ben.Leave()).Leaves("Tue 07:40").At("Tue 15:10", _ => ben.PlugIn(Story.Home, 40)).Returns("Tue 17:50", 25)
            .At("Tue 19:00", "Ben needs the car tonight: 70 % at once", s => s.OverrideAsync("""{"type":"IMMEDIATE_START","target":70}""", 1))
            .At("Tue 20:30", _ => ben.Leave()).At("Wed 00:50", _ => ben.PlugIn(Story.Home, 30))
            .At("Wed 05:40", _ => ben.Leave()).Leaves("Wed 07:40")
            .At("Sat 12:00", _ => ben.PlugIn(Story.Home, 10)).Returns("Sat 12:10", 60)
            .Ends("next Mon 12:00", "two-drivers");
    }

    [Fact]
    public async Task A_car_with_two_places()
    {
        await using var story = await Story.StartAsync("One car with a policy at home, by 07:00 with 80 %, and one at the cabin, by 12:00 with 60 %.");
        var cabin = (50.2, 5.6);
        var cabinId = await story.LocationAsync("cabin", cabin);
        await story.PriceAsync("Mon 12:00", 200, area: "cabin");
        await story.PolicyAsync(story.Car, cabinId, "cabin", 20, 60, "12:00");
        await story.Returns("Mon 18:12", 19).Leaves("Tue 02:30").At("Tue 04:10", s => s.Car.PlugIn(cabin, 40)).Leaves("Tue 17:00")
            .Returns("Tue 18:40", 40).Leaves("Wed 08:00")
            .At("Wed 12:00", "Anna asks at home for 90 % at once, while the car is at the cabin", s => s.OverrideAsync("""{"type":"IMMEDIATE_START","target":90}"""))
            .At("Wed 12:30", s => s.Car.PlugIn(cabin, 30)).Leaves("Thu 09:00").Returns("Thu 11:00", 20)
            .At("Fri 09:00", "Anna stays somewhere else and charges there", s => s.Car.Leave())
            .At("Fri 12:00", s => s.Car.PlugIn((48.85, 2.35), 30)).At("Fri 12:10", "she starts it by hand", s => s.Car.Set(car => car.StartCharging()))
            .Leaves("Sun 10:00").Returns("Sun 15:00", 40)
            .Ends("next Mon 12:00", "two-places");
    }

    [Fact]
    public async Task A_Mercedes()
    {
        await using var story = await Story.StartAsync("A Mercedes, whose reserve is 50 % and nothing less. Ready by 07:00 with 80 %.", model: new CarModel(80, Vendor: "MERCEDES"), reserve: 50);
        await story
            .At("Mon 12:30", "Anna would rather have a reserve of 20 %", s => s.RefusedAsync("PATCH", $"/flex/vehicle-policies/{s.PolicyId}", """{"batteryReserve":20}"""))
            .At("Mon 12:31", "or a target of 40 % on Wednesdays", s => s.RefusedAsync("PATCH", $"/flex/vehicle-policies/{s.PolicyId}", """{"schedule":{"wednesday":{"deadline":"07:00","minimumChargeTarget":40} } }"""))
            .Returns("Mon 18:00", 20).Leaves("Tue 07:40").Returns("Tue 17:50", 15).Leaves("Wed 07:40").Returns("Wed 17:50", 60).Leaves("Thu 07:40")
            .At("Thu 17:50", "Anna sets the car itself to stop at 60 %", s => s.Car.Set(car => car.SetChargeLimit(60))).Returns("Thu 18:00", 30)
            .At("Fri 09:00", "and back to 100 %", s => s.Car.Set(car => car.SetChargeLimit(100)))
            .Ends("next Mon 12:00", "mercedes");
    }

    [Fact]
    public async Task A_simulated_household_lives_by_itself()
    {
        await using var story = await Story.StartAsync("A household of the sandbox, which lives by itself.", hasCar: false);
        await story.World.Send("POST", "/sandbox/households", """{"count":1,"zone":"BE","area":"home","timezoneName":"Europe/Brussels","seed":5,"mix":{"vehicle":1} }""");
        var policies = (await story.World.Send("GET", "/flex/vehicle-policies"))!["data"]!.AsArray();
        story.Follow((string)policies.Single()!["id"]!, "");
        await story.At("Mon 12:01", _ => Task.CompletedTask).Ends("next Mon 12:00", "simulated-household");
    }
}
