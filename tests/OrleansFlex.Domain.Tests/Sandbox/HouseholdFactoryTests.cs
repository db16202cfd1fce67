using OrleansFlex.Domain.Sandbox;
using static OrleansFlex.Domain.Tests.Sandbox.SandboxFixture;

namespace OrleansFlex.Domain.Tests.Sandbox;

public sealed class HouseholdFactoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Evening_finds_a_realistic_share_of_cars_plugged_in()
    {
        var area = Area(42);
        var cars = HouseholdFactory.CreateMany(42, 2000, HouseholdMix.Parse(new Dictionary<string, double> { ["vehicle"] = 1 }), 50.8, 4.4)
            .Select(spec => new SimulatedHousehold(spec, area, Evening).Vehicle!).ToList();
        cars.ForEach(car => car.ChargesOnPlugIn = true);
        foreach (var days in new[] { 0, 1, 2, 8 })
        {
            foreach (var car in cars)
                car.AdvanceTo(Evening + (days * DayMs));
            var plugged = cars.Count(car => car.IsPluggedIn) / 2000.0;
            output.WriteLine($"day {days}: home {cars.Count(car => car.IsHome) / 2000.0:P0}, plugged {plugged:P0}");
            plugged.ShouldBeInRange(0.48, 0.68);
        }
    }

    [Fact]
    public void Mix_is_apportioned_exactly_and_repeatably()
    {
        for (var count = 0; count < 400; count++)
        {
            var kinds = HouseholdMix.Default.Apportion(count, 5);
            kinds.Count.ShouldBe(count);
            var alone = kinds.Count(k => k.Count == 1 && k[0] == DeviceKind.Vehicle);
            Math.Abs(alone - (0.5 * count)).ShouldBeLessThan(1);
        }

        HouseholdMix.Default.Apportion(100, 5).ShouldBe(HouseholdMix.Default.Apportion(100, 5));
    }

    [Theory]
    [InlineData("car", "is none of")]
    [InlineData("vehicle+vehicle", "stands twice")]
    [InlineData("", "is none of")]
    public void Wrong_names_in_a_mix_are_explained(string name, string part) =>
        Should.Throw<FormatException>(() => HouseholdMix.Parse(new Dictionary<string, double> { [name] = 1 }))
            .Message.ShouldContain(part);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Wrong_shares_in_a_mix_are_refused(double share) =>
        Should.Throw<FormatException>(() => HouseholdMix.Parse(new Dictionary<string, double> { ["vehicle"] = share }));

    [Fact]
    public void Same_seed_and_index_make_the_same_household_whatever_its_batch()
    {
        var one = HouseholdFactory.Create(9, 12, [DeviceKind.Vehicle, DeviceKind.Solar], 50.8, 4.4);
        var two = HouseholdFactory.Create(9, 12, [DeviceKind.Vehicle, DeviceKind.Solar], 50.8, 4.4);
        one.Vehicle.ShouldBe(two.Vehicle);
        one.Solar.ShouldBe(two.Solar);
        one.Devices.ShouldBe(two.Devices);
        HouseholdFactory.Create(9, 13, [DeviceKind.Vehicle], 50.8, 4.4).Vehicle.ShouldNotBe(one.Vehicle);
    }
}
