using System.Text.Json;
using OrleansFlex.Contracts;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Grains.Assets;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.Solar;
using OrleansFlex.Grains.Tests.Hosting;
using OrleansFlex.Storage;

namespace OrleansFlex.Grains.Tests.Flexibility;

/// <summary>A home with a car, as the test believes it to be.</summary>
internal sealed class RandomHome(Guid site, Guid car)
{
    public Guid Site { get; } = site;

    public Guid Car { get; } = car;

    public Guid? Policy { get; set; }

    public string Zone { get; set; } = "";

    public string Area { get; set; } = "";

    /// <summary>The configuration of the home's panels; null where it has none.</summary>
    public Guid? Array { get; set; }

    /// <summary>True while something is under way after which the home is another one.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Expected, minimum, maximum and deviation in watts, computed from what is stored and nothing else.</summary>
    public async Task<int[]> ContributionAsync(TestGrid grid)
    {
        var vehicle = (await grid.Asset(Car).Get())!;
        var watts = new int[4 * 96];
        if (Policy is not { } id)
        {
            AssetContribution.Write(vehicle, Site, null, "UTC", ShapeOptions.Default, grid.NowMs, watts);
            return watts;
        }

        var stored = await grid.Database.States.ReadAsync(new StateKey("vehicle-policy", GrainKeys.Of(TestGrid.Tenant, id)), TestContext.Current.CancellationToken);
        var policy = JsonSerializer.Deserialize<PolicyState>(stored!.Value.Json, grid.Service<JsonSerializerOptions>())!;
        policy.Area.ShouldBe(Area, string.Join('\n', grid.Log.Lines));
        var services = grid.Service<PolicyServices>();
        var prices = await services.Curves.Get(TestGrid.Tenant, Zone, Area, policy.TimezoneName, RefreshRequest.Latest);
        var surplus = Array is null ? null : await services.Solar.Surplus(TestGrid.Tenant, Site, SolarForecasts.Latest, AreaClouds.Latest);
        var situation = PolicySituations.Of(id, policy, vehicle, prices, true, true, services, grid.NowMs, surplus);
        var plan = new PlanBuffer();
        var turn = PolicyTurn.Take(policy.Course, situation, plan);
        VehicleContribution.Write(policy, vehicle, turn, situation, plan, services, PolicyMemory.History(policy), watts, surplus);
        return watts;
    }
}
