using System.Text;
using System.Text.Json;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Grains.Assets;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.Tests.Flexibility;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Grains.Tests.Drives;

/// <summary>What must hold of a world whenever it is at rest, and of what it showed before.</summary>
internal sealed class DriveChecks(DriveWorld world)
{
    private readonly Dictionary<Guid, string> _rows = [];
    private readonly Dictionary<Guid, PlugSession> _last = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task CheckAsync()
    {
        var sums = new Dictionary<Guid, long>();
        var counts = new Dictionary<Guid, int>();
        await CheckRows(sums, counts);
        foreach (var car in world.Cars)
        {
            foreach (var home in world.HomesOf(car))
            {
                await CheckPolicy(car, home, sums);
                counts.GetValueOrDefault(home.Policy!.Value).ShouldBe(car.Reports.PlugOutsAt(home.Site), "settled sessions");
            }

            var asset = await StoredAsync<AssetState>("asset", car.Id);
            // That a vehicle is out of reach says nothing of its energy.
            if (car.HasMeter && car.Reports.Last!.IsReachable != false)
                (sums.GetValueOrDefault(car.Id) + (asset.Unmanaged?.MilliWh ?? 0)).ShouldBe(MilliWh(car.Reports.Last!.EnergyMeterKwh) - MilliWh(car.Reports.FirstMeter) - car.Reports.UnpluggedMilliWh, "energy");
        }
    }

    /// <summary>The shape is the sum of the plans, when all members have just reported.</summary>
    public async Task CheckShapeAsync()
    {
        foreach (var zone in (string[])["Z", "Y"])
        {
            if (await world.Grid.Zone(zone).Get() is null)
                continue;
            foreach (var homes in world.Homes.Where(home => home.Zone == zone).GroupBy(home => home.Area))
            {
                var shape = (await world.Grid.ShapeAsync([homes.Key], zone)).Total;
                var sum = new long[4 * 96];
                foreach (var home in homes)
                {
                    var watts = await home.ContributionAsync(world.Grid);
                    for (var i = 0; i < sum.Length; i++)
                        sum[i] += watts[i];
                }

                shape.Expected.ShouldBe(sum[..96], $"expected in {zone} {homes.Key}");
                shape.Minimum.ShouldBe(sum[96..192], "minimum");
                shape.Maximum.ShouldBe(sum[192..288], "maximum");
                for (var i = 0; i < 96; i++)
                    shape.Expected[i].ShouldBeInRange(shape.Minimum[i], shape.Maximum[i]);
            }
        }
    }

    /// <summary>Every car does what its plan wants.</summary>
    public async Task<bool> AreObeyedAsync()
    {
        foreach (var home in world.Homes)
        {
            var car = world.Cars.Single(car => car.Id == home.Car);
            var plan = await world.Grid.Policy(home.Policy!.Value).GetPlan();
            var state = await StoredAsync<PolicyState>("vehicle-policy", home.Policy.Value);
            if (plan!.Plan is not { } known || state.Course.Manual != ManualControl.None || car.Place != home.Site || !car.IsPluggedIn)
                continue;
            var wanted = known.Blocks is [var first, ..] && first.StartMs <= world.Grid.NowMs;
            if (wanted != car.IsCharging)
                return false;
        }

        return true;
    }

    private async Task CheckPolicy(DrivenCar car, RandomHome home, Dictionary<Guid, long> sums)
    {
        var id = home.Policy!.Value;
        var nowMs = world.Grid.NowMs;
        var status = (await world.Grid.Policy(id).GetStatus())!;
        var session = (await world.Grid.Policy(id).GetSession())!;
        var policy = await StoredAsync<PolicyState>("vehicle-policy", id);
        var device = (await world.Grid.Asset(home.Car).Get())!;
        var seen = PolicyVehicle.Of(device, home.Site, id);

        // State and session agree, and both with where the car is.
        (session.State == SessionStates.Upcoming).ShouldBe(seen is not { IsPluggedIn: true }, "session");
        (policy.Course.Session is not null).ShouldBe(seen is { IsPluggedIn: true }, "stored session");
        if (seen is not { IsPluggedIn: true } vehicle)
        {
            status.State.ShouldBe(PolicyStates.Unavailable);
            session.PluggedInAtMs.ShouldBeNull();
            return;
        }

        session.State.ShouldBe(status.State switch
        {
            PolicyStates.BatteryReserve => SessionStates.BatteryReserve,
            PolicyStates.Immediate => SessionStates.ImmediateStart,
            _ => SessionStates.Regular,
        });
        CheckPlan(status, policy, vehicle, nowMs);
        CheckSession(session, policy.Course.Session!, id, nowMs);
        sums[car.Id] = sums.GetValueOrDefault(car.Id) + policy.Course.Session!.MilliWh;
    }

    private static void CheckPlan(PolicyStatus status, PolicyState policy, ObservedVehicle vehicle, long nowMs)
    {
        (status.Plan is null).ShouldBe(status.State == PolicyStates.Unavailable);
        if (status.Plan is not { } plan)
            return;
        var (level, limit) = (vehicle.LevelAt(nowMs), vehicle.ChargeLimit ?? policy.ChargeLimit);
        (level + ((double)plan.EnergyKwh / vehicle.KwhPerPercent)).ShouldBeLessThanOrEqualTo(Math.Max(level, limit) + 0.06, "limit");
        (status.State == PolicyStates.BatteryReserve).ShouldBe(level < policy.BatteryReserve - PolicyRules.LevelTolerance, "reserve");
        if (status.State == PolicyStates.BatteryReserve && policy.Course.Manual == ManualControl.None && level < limit - 0.1)
            plan.Blocks[0].StartMs.ShouldBeLessThanOrEqualTo(nowMs, "reserve first");
        for (var i = 1; i < plan.Blocks.Length; i++)
            plan.Blocks[i].StartMs.ShouldBeGreaterThanOrEqualTo(plan.Blocks[i - 1].EndMs);
    }

    private void CheckSession(ChargingSession session, PlugSession stored, Guid policy, long nowMs)
    {
        for (var i = 0; i < session.Blocks.Length; i++)
        {
            session.Blocks[i].EndMs.ShouldBeGreaterThanOrEqualTo(session.Blocks[i].StartMs, "block");
            if (i > 0)
                session.Blocks[i].StartMs.ShouldBeGreaterThanOrEqualTo(session.Blocks[i - 1].EndMs, "blocks");
        }

        stored.PastRuns().Sum(run => run.MilliWh).ShouldBe(stored.MilliWh);
        session.EnergyMilliWh.ShouldBe(stored.MilliWh);
        var body = SessionBody.Of(session, nowMs);
        body.Statistics.Aggregated!.KwhSum.ShouldBe(body.Statistics.Timeseries.Sum(interval => interval.Kwh));
        if (_last.TryGetValue(policy, out var last) && last.PluggedInAtMs == stored.PluggedInAtMs)
        {
            // All but the last stretch is as it was, and that one has only grown.
            stored.Runs.Length.ShouldBeGreaterThanOrEqualTo(last.Runs.Length);
            if (last.Runs.Length > 0)
                stored.Runs[..(last.Runs.Length - 3)].ShouldBe(last.Runs[..^3], "past");
            stored.MilliWh.ShouldBeGreaterThanOrEqualTo(last.MilliWh);
            if (last.Target is not null && stored.Target is not null)
                stored.Target.Id.ShouldBeGreaterThanOrEqualTo(last.Target.Id, "target");
            if (last.Target is not null && stored.Target?.Id == last.Target.Id)
                stored.Target.ShouldBe(last.Target);
        }

        _last[policy] = stored;
    }

    private async Task CheckRows(Dictionary<Guid, long> sums, Dictionary<Guid, int> counts)
    {
        var now = new Dictionary<Guid, string>();
        await foreach (var row in world.Grid.Database.Sessions.StreamAsync(new SessionQuery(Hosting.TestGrid.Tenant), Cancellation))
        {
            now.Add(row.Id, Encoding.UTF8.GetString(row.Json.Span));
            var session = StateRowMapping.ToSession(row);
            session.Blocks.Sum(block => block.MilliWh).ShouldBe(session.EnergyMilliWh, "settled");
            sums[row.VehicleId] = sums.GetValueOrDefault(row.VehicleId) + session.EnergyMilliWh;
            if (row.PolicyId is not { } policy)
                continue;
            counts[policy] = counts.GetValueOrDefault(policy) + 1;
            (session.Target, session.Outcome).ShouldSatisfyAllConditions(both => both.Target.ShouldNotBeNull(), both => both.Outcome.ShouldNotBeNull());
        }

        foreach (var (id, json) in _rows)
            now.GetValueOrDefault(id).ShouldBe(json, "a row is gone or another");
        foreach (var (id, json) in now)
            _rows[id] = json;
    }

    private async Task<T> StoredAsync<T>(string name, Guid id)
    {
        var stored = await world.Grid.Database.States.ReadAsync(new StateKey(name, GrainKeys.Of(Hosting.TestGrid.Tenant, id)), Cancellation);
        return JsonSerializer.Deserialize<T>(stored!.Value.Json, world.Grid.Service<JsonSerializerOptions>())!;
    }

    private static long MilliWh(double? kwh) => (long)Math.Round((kwh ?? 0) * 1e6);
}
