using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Assets;

/// <inheritdoc cref="IAssetGrain"/>
[GrainType("asset")]
public sealed partial class AssetGrain(
    [PersistentState("asset", Persistence.Store)] IPersistentState<AssetState> store,
    AssetServices services) : Grain, IAssetGrain
{
    /// <summary>A vehicle this near to a location is at it, in metres.</summary>
    private const double PlaceRadius = 150;

    private static readonly Refusal Unknown = new("device.not_found", "There is no such device.");

    private AssetState State => store.State;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private Guid Id => GrainKeys.Id(this.GetPrimaryKeyString());

    private long NowMs => services.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public async Task<Outcome<Device>> Link(LinkDevice command)
    {
        if (State.Device is not null)
            return new Refusal("device.exists", "The device exists already.");

        SiteSettings? site = null;
        if (command.LocationId is { } locationId)
        {
            site = await GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, locationId)).GetSettings();
            if (site is null || site.UserId != command.UserId)
                return Refusal.At("device.unknown_location", "locationId", $"The user has no location {locationId}.");
        }

        var device = new Device
        {
            Id = Id,
            Type = command.Type,
            UserId = command.UserId,
            Vendor = command.Vendor,
            CreatedAtMs = NowMs,
            Ratings = command.Ratings,
            Scopes = command.Scopes.Length > 0 ? command.Scopes : Scopes.Of(command.Type),
            Incapable = command.Incapable,
            Information = command.Information,
            LocationId = command.LocationId,
        };
        await store.AdoptAsync(new AssetState
        {
            Device = device,
            HomeId = site?.SiteId,
            Zone = site?.Zone,
            Area = site?.Area,
            TimezoneName = site?.TimezoneName,
            SiteVersion = site?.Version ?? 0,
        });
        await GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, command.UserId)).AddDevice(new LinkedDevice(Id, command.Vendor, command.Type.Name())
        {
            Scopes = device.Scopes == Scopes.Of(command.Type) ? null : device.Scopes,
        });
        if (site is not null)
        {
            var current = await GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, site.SiteId)).AttachAsset(new AssetAtSite(Id, command.Type.Household()));
            // The site told nobody of a change that came before it knew of this device.
            if (current is not null && (current.Zone, current.Area, current.TimezoneName) != (site.Zone, site.Area, site.TimezoneName))
                await SiteChanged(current);
        }

        await Contribute();
        return device;
    }

    /// <inheritdoc/>
    public Task<Device?> Get() => Task.FromResult(State.Device);

    /// <inheritdoc/>
    public async Task<ObservationResult> Observe(Observation observation)
    {
        if (State.Device is not { } device)
            return ObservationResult.UnknownDevice;
        if (observation.AtMs > NowMs + (long)Readings.Tolerance.TotalMilliseconds)
            return ObservationResult.InTheFuture;
        if (device.Reading is { } last && observation.AtMs < last.AtMs)
            return ObservationResult.Stale;

        if (observation.LocationId is { } claimed && !await IsPlace(device, claimed))
            return ObservationResult.UnknownLocation;

        var reading = Readings.Merge(device.Reading, observation);
        // Coordinates away from all of the user's locations tell that it is at none of them.
        var place = observation.LocationId
            ?? (observation is { Latitude: not null, Longitude: not null } ? await FindPlace(device, observation) : device.LocationId);
        var next = device with { Reading = reading, LocationId = place };
        var running = State.Intent;
        var change = Observed(next, observation);
        var observed = UnmanagedSessions.After(State with { Device = next, Profile = LearnLoad(next, device.Reading), Production = LearnProduction(next, device.Reading) }, device, Client);
        await store.AdoptAsync(Settle(observed, change));
        next = State.Device!;
        await Carry(running, change);
        foreach (var attachment in State.Policies)
            await GrainFactory.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(Client, attachment.PolicyId)).VehicleObserved(next, device);
        if (State.Policies.IsEmpty)
            await Contribute();
        return ObservationResult.Accepted;
    }

    /// <inheritdoc/>
    public async Task<bool> Unlink()
    {
        if (State.Device is not { } device)
            return false;

        BeginUnlink();
        foreach (var attachment in State.Policies)
            await GrainFactory.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(Client, attachment.PolicyId)).Delete();
        await LeaveShape();
        if (State.HomeId is { } home)
            await GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, home)).DetachAsset(Id);
        await GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, device.UserId)).RemoveDevice(Id);
        if (State.Action is { } action)
            await File(AssetIntents.End(action, ActionState.Failed, new(CommandFailure.NotFound, "The device was unlinked."), NowMs));
        await store.ClearStateAsync();
        Arm();
        DeactivateOnIdle();
        return true;
    }

    /// <inheritdoc/>
    public async Task<Outcome<Device>> AttachPolicy(PolicyAttachment attachment)
    {
        if (State.Device is not { Type: AssetType.Vehicle } device)
            return Unknown;
        if (!device.IsControllable)
            return new Refusal("policy.no_control_scope", $"Vehicle {Id} was linked without the scope vehicle:control:charging.");
        if (State.Policies.Any(known => known.LocationId == attachment.LocationId && known.PolicyId != attachment.PolicyId))
            return new Refusal("policy.exists", $"A policy already exists for vehicle {Id} at location {attachment.LocationId}.");

        await LeaveShape();
        var next = State with { Policies = State.Policies.RemoveAll(known => known.PolicyId == attachment.PolicyId).Add(attachment) };
        // From here on the charging is the policy's.
        if (State.Unmanaged is not null && device.LocationId == attachment.LocationId)
            next = UnmanagedSessions.End(next, Client, NowMs);
        await store.AdoptAsync(next);
        return device;
    }

    /// <inheritdoc/>
    public async Task DetachPolicyInTurn(Guid policyId)
    {
        if (State.Device is null)
            return;
        await store.AdoptAsync(AssetIntents.Released(State, policyId));
        Arm();
        await Contribute();
    }

    /// <inheritdoc/>
    public async Task SiteChanged(SiteSettings settings)
    {
        if (State.Device is null || State.HomeId != settings.SiteId || settings.Version <= State.SiteVersion)
            return;
        await LeaveShape();
        await store.AdoptAsync(State with
        {
            Zone = settings.Zone,
            Area = settings.Area,
            TimezoneName = settings.TimezoneName,
            SiteVersion = settings.Version,
        });
        await Contribute();
    }

    /// <summary>Whether a device can be at a place: one of its user's locations, or nowhere in particular. Only a place that is new has to be asked for.</summary>
    private async ValueTask<bool> IsPlace(Device device, Guid place) =>
        place == Guid.Empty || place == device.LocationId || place == State.HomeId || State.Policies.Any(policy => policy.LocationId == place)
        || (await GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, device.UserId)).GetPlaces()).Any(known => known.LocationId == place);

    private async Task<Guid?> FindPlace(Device device, Observation observation)
    {
        if (observation is not { Latitude: { } latitude, Longitude: { } longitude })
            return null;
        var places = await GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, device.UserId)).GetPlaces();
        var nearest = places
            .Select(place => (place.LocationId, Distance: Readings.DistanceMetres(latitude, longitude, place.Latitude, place.Longitude)))
            .Where(place => place.Distance <= PlaceRadius)
            .OrderBy(place => place.Distance)
            .FirstOrDefault();
        // Away from every known location is a place too: nowhere in particular.
        return nearest.LocationId == Guid.Empty ? Guid.Empty : nearest.LocationId;
    }
}
