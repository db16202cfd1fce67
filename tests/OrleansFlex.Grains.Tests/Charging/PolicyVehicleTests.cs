using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Grains.Charging;

namespace OrleansFlex.Grains.Tests.Charging;

public sealed class PolicyVehicleTests
{
    private static readonly Guid Policy = Guid.NewGuid();

    private static readonly Device Parked = new()
    {
        Id = Guid.NewGuid(),
        Type = AssetType.Vehicle,
        UserId = "u1",
        Vendor = "SANDBOX",
        CreatedAtMs = 1,
        Ratings = new DeviceRatings { MaxPowerKw = 11 },
        Scopes = [],
        Incapable = [],
        LocationId = Guid.NewGuid(),
        Reading = new DeviceReading { AtMs = 2, IsPluggedIn = true, IsCharging = false },
        Steering = Wished(SteeringWish.Pause, SteeringProgress.Settled),
    };

    private static Device Starting => Parked with { Steering = Wished(SteeringWish.Charge, SteeringProgress.Pending) };

    [Fact]
    public void A_vehicle_whose_grain_begins_to_carry_out_the_policys_wish_obeys()
    {
        PolicyVehicle.IsObeying(Parked, Starting, Policy).ShouldBeTrue();
        PolicyVehicle.IsObeying(Parked with { Steering = null }, Starting, Policy).ShouldBeTrue();
        PolicyVehicle.IsObeying(Parked, Starting with { Reading = Parked.Reading! with { } }, Policy).ShouldBeTrue();
    }

    [Fact]
    public void Whatever_else_is_new_is_looked_at()
    {
        PolicyVehicle.IsObeying(null, Starting, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked, Starting, Guid.NewGuid()).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked, Starting with { Reading = Parked.Reading! with { AtMs = 3 } }, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked, Starting with { LocationId = null }, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked, Starting with { Ratings = new DeviceRatings { MaxPowerKw = 7 } }, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked, Parked with { Steering = Wished(SteeringWish.Charge, SteeringProgress.Settled) }, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked, Parked with { Steering = Wished(SteeringWish.Charge, SteeringProgress.Failed) }, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked, Parked with { Steering = Wished(SteeringWish.Charge, SteeringProgress.Pending) with { IsReadOnly = true } }, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked with { Steering = Wished(SteeringWish.Charge, SteeringProgress.Failed) }, Starting, Policy).ShouldBeFalse();
        PolicyVehicle.IsObeying(Parked with { Steering = Wished(SteeringWish.Pause, SteeringProgress.Settled) with { IsReadOnly = true } }, Starting, Policy).ShouldBeFalse();
    }

    private static SteeringState Wished(SteeringWish wish, SteeringProgress progress) => new(Policy, 1, wish, progress, 1, 1);
}
