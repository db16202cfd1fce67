using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Sites;

/// <summary>Deletions of things that tell each other of it, at the same moment: none waits for another in a circle.</summary>
public sealed class DeletionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_and_one_of_its_policies_can_be_deleted_at_once(bool userFirst)
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();

        await BothAsync(userFirst, () => grid.User("u1").Delete(), () => grid.Policy(policy).Delete());

        await NothingIsLeft(grid, site, car, policy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_and_one_of_its_devices_can_be_deleted_at_once(bool userFirst)
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();

        await BothAsync(userFirst, () => grid.User("u1").Delete(), () => grid.Asset(car).Unlink());

        await NothingIsLeft(grid, site, car, policy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_vehicle_and_its_policy_can_be_deleted_at_once(bool vehicleFirst)
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();

        await BothAsync(vehicleFirst, () => grid.Asset(car).Unlink(), () => grid.Policy(policy).Delete());

        (await grid.Policy(policy).Get()).ShouldBeNull();
        (await grid.Asset(car).Get()).ShouldBeNull();
        (await grid.Site(site).Delete()).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_and_one_of_its_locations_can_be_deleted_at_once(bool userFirst)
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();

        await BothAsync(userFirst, () => grid.User("u1").Delete(), () => grid.Site(site).Delete());

        (await grid.User("u1").Get()).ShouldBeNull();
        (await grid.Site(site).Get()).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_deleted_after_its_user_does_not_bring_the_user_back()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.User("u1").RemovePolicy(grid.NextId());
        await grid.User("u1").RemoveDevice(grid.NextId());
        await grid.User("u1").RemovePlace(grid.NextId());

        (await grid.User("u1").Get()).ShouldBeNull();
    }

    private static async Task BothAsync(bool inThisOrder, Func<Task> one, Func<Task> other)
    {
        var (first, second) = inThisOrder ? (one, other) : (other, one);
        var begun = first();
        await Task.WhenAll(begun, second());
    }

    private static async Task NothingIsLeft(TestGrid grid, Guid site, Guid car, Guid policy)
    {
        await grid.QuietAsync();
        (await grid.User("u1").Get()).ShouldBeNull();
        (await grid.Policy(policy).Get()).ShouldBeNull();
        (await grid.Asset(car).Get()).ShouldBeNull();
        (await grid.Site(site).Get()).ShouldBeNull();
    }
}
