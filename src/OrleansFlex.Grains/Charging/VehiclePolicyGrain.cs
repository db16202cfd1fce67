using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Charging;

/// <inheritdoc cref="IVehiclePolicyGrain"/>
[GrainType("vehicle-policy")]
public sealed partial class VehiclePolicyGrain(
    [PersistentState("vehicle-policy", Persistence.Store)] IPersistentState<PolicyState> store,
    PolicyServices services) : Grain, IVehiclePolicyGrain
{
    private static readonly Refusal Unknown = new("policy.not_found", "There is no such policy.");

    // The vehicle as last observed: shared with its grain, which sends every observation here.
    private Device? _vehicle;

    // Observations interleave with other calls, so writes take turns, and a policy on its way out of a zone does not contribute.
    private Task? _writing;
    private bool _isLeaving;
    private bool _isDeleting;

    private PolicyState State => store.State;

    private bool Exists => State.CreatedAtMs != 0;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private Guid Id => GrainKeys.Id(this.GetPrimaryKeyString());

    private long NowMs => services.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public async Task<Outcome<VehiclePolicy>> Create(CreatePolicy command)
    {
        if (Exists)
            return new Refusal("policy.exists", "The policy exists already.");

        var vehicleGrain = GrainFactory.GetGrain<IAssetGrain>(GrainKeys.Of(Client, command.VehicleId));
        if (await vehicleGrain.Get() is not { Type: AssetType.Vehicle } vehicle)
            return Refusal.At("policy.unknown_vehicle", "vehicleId", $"There is no vehicle {command.VehicleId}.");
        var siteGrain = GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, command.LocationId));
        if (await siteGrain.GetSettings() is not { } site || site.UserId != vehicle.UserId)
            return Refusal.At("policy.unknown_location", "locationId", $"The vehicle's user has no location {command.LocationId}.");
        if (ChargingPreferences.Check(vehicle.Vendor, command.BatteryReserve, command.Schedule).Rejection is { } rejection)
            return Refusal.Of(rejection);

        var attached = await vehicleGrain.AttachPolicy(new PolicyAttachment(Id, command.LocationId));
        if (attached.Refusal is { } refusal)
            return refusal;

        vehicle = attached.Value!;
        var next = new PolicyState
        {
            CreatedAtMs = NowMs,
            UpdatedAtMs = NowMs,
            VehicleId = command.VehicleId,
            LocationId = command.LocationId,
            UserId = vehicle.UserId,
            BatteryReserve = command.BatteryReserve,
            ChargeLimit = PolicyMemory.ObservedLimit(vehicle, command.LocationId) ?? 100,
        }.With(command.Schedule).With(site);
        // Before the write, during which the vehicle may be observed anew.
        _vehicle = vehicle;
        if (PolicyVehicle.Of(vehicle, command.LocationId, Id) is { } seen)
            next = next with { Course = next.Course.Join(seen, next.Terms(), NowMs) };
        next = Events().Created(next);
        try
        {
            await Save(_ => next);
        }
        catch
        {
            _vehicle = null;
            await vehicleGrain.DetachPolicy(Id);
            throw;
        }

        if (await siteGrain.AttachPolicy(Id) is not { } current)
        {
            await Delete();
            return Refusal.At("policy.unknown_location", "locationId", $"The vehicle's user has no location {command.LocationId}.");
        }

        // The site told nobody of a change that came before it knew of this policy.
        if (current.Version > site.Version)
            await Save(state => state.With(current));
        await GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, vehicle.UserId)).AddPolicy(Id);
        await Look(RefreshRequest.Latest);
        return State.ToPolicy(Id);
    }

    /// <inheritdoc/>
    public Task<VehiclePolicy?> Get() => Task.FromResult(Exists ? State.ToPolicy(Id) : null);

    /// <inheritdoc/>
    public async Task<Outcome<VehiclePolicy>> Update(UpdatePolicy command)
    {
        if (!Exists)
            return Unknown;
        var vehicle = await Vehicle();
        var reserve = command.BatteryReserve ?? State.BatteryReserve;
        var schedule = command.Schedule is { } patch ? State.Schedule().Merge(patch) : State.Schedule();
        if (ChargingPreferences.Check(vehicle?.Vendor ?? "", reserve, schedule).Rejection is { } rejection)
            return Refusal.Of(rejection);

        await Save(state => Events().Updated(state, (state with { BatteryReserve = reserve, UpdatedAtMs = NowMs }).With(schedule)));
        await Look(0);
        return State.ToPolicy(Id);
    }

    /// <inheritdoc/>
    public async Task<bool> Delete()
    {
        if (!Exists)
            return false;
        var last = State;
        _isLeaving = _isDeleting = true;
        try
        {
            await LeaveShape();
            await GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, last.LocationId)).DetachPolicy(Id);
            await GrainFactory.GetGrain<IAssetGrain>(GrainKeys.Of(Client, last.VehicleId)).DetachPolicy(Id);
            await GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, last.UserId)).RemovePolicy(Id);
            await Written();
            // Last, so that a crash on the way leaves a policy that can be deleted again.
            var heard = Recalled(State, new Known(FreeOfCharge, null, _zoneServes ?? true, true), _buffer ??= new PlanBuffer());
            store.State = Events().Deleted(Ended(heard), LastStatus());
            await store.ClearStateAsync();
        }
        finally
        {
            _isLeaving = _isDeleting = false;
            // What was observed meanwhile did not reach this policy.
            _vehicle = null;
        }

        Disarm();
        DeactivateOnIdle();
        return true;
    }

    /// <inheritdoc/>
    public async Task SiteChanged(SiteSettings settings)
    {
        if (!Exists || settings.Version <= State.SiteVersion)
            return;
        _isLeaving = true;
        try
        {
            await LeaveShape();
            await Save(state =>
            {
                _zoneServes = null;
                return state.With(settings);
            });
        }
        finally
        {
            _isLeaving = false;
        }

        // A push reaches the members that are in the area at the time, so a newcomer has to look.
        await Look(RefreshRequest.Latest);
    }

    private async ValueTask<Device?> Vehicle()
    {
        if (_vehicle is { } known)
            return known;
        var seen = await GrainFactory.GetGrain<IAssetGrain>(GrainKeys.Of(Client, State.VehicleId)).Get();
        // An observation that came in the meantime is newer.
        return _vehicle ??= seen;
    }

    private PolicyEvents Events() => new(Client, Id, services.Events.IsListening(Client), NowMs);

    private async Task Save(Func<PolicyState, PolicyState> change)
    {
        await Written();
        Recall();
        await Adopt(change(State));
    }

    /// <summary>Writes and adopts a state that was decided on the present one, without a wait in between.</summary>
    private async Task Adopt(PolicyState next)
    {
        if (ReferenceEquals(next, State))
            return;
        var write = _writing = store.AdoptAsync(next);
        try
        {
            await write;
        }
        finally
        {
            if (ReferenceEquals(_writing, write))
                _writing = null;
        }
    }

    /// <summary>Waits until no write is under way.</summary>
    private async Task Written()
    {
        while (_writing is { IsCompleted: false } write)
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
