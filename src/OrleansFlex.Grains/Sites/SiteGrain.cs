using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Sites;

/// <inheritdoc cref="ISiteGrain"/>
[GrainType("site"), CollectionAgeLimit("00:00:20")]
public sealed partial class SiteGrain(
    [PersistentState("site", Persistence.Store)] IPersistentState<SiteState> store,
    TimeProvider clock) : Grain, ISiteGrain
{
    private static readonly Refusal Unknown = new("location.not_found", "There is no such location.");

    private SiteState State => store.State;

    private bool Exists => State.CreatedAtMs != 0;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private Guid Id => GrainKeys.Id(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<Outcome<Location>> Create(CreateLocation command)
    {
        if (Exists)
            return new Refusal("location.exists", "The location exists already.");

        var next = new SiteState
        {
            CreatedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Version = 1,
            UserId = command.UserId,
            Name = command.Name,
            Latitude = command.Latitude,
            Longitude = command.Longitude,
            TimezoneName = command.TimezoneName,
            Zone = command.Zone,
            Area = command.Area,
        };
        await store.AdoptAsync(next);
        await User().PutPlace(new Place(Id, next.Latitude, next.Longitude));
        await PublishHousehold();
        return next.ToLocation(Id);
    }

    /// <inheritdoc/>
    public Task<Location?> Get() => Task.FromResult(Exists ? State.ToLocation(Id) : null);

    /// <inheritdoc/>
    public Task<SiteSettings?> GetSettings() => Task.FromResult(Exists ? State.ToSettings(Id) : null);

    /// <inheritdoc/>
    public async Task<Outcome<Location>> Update(UpdateLocation command)
    {
        if (!Exists)
            return Unknown;
        if (command.Zone is { } zone && zone != State.Zone && await ForeignFormula(zone) is { } foreign)
            return foreign;

        var before = State;
        await store.AdoptAsync(before with
        {
            Version = before.Version + 1,
            Name = command.Name ?? before.Name,
            Latitude = command.Latitude ?? before.Latitude,
            Longitude = command.Longitude ?? before.Longitude,
            TimezoneName = command.TimezoneName ?? before.TimezoneName,
            Zone = command.Zone ?? before.Zone,
            Area = command.Area ?? before.Area,
        });

        if (before.Latitude != State.Latitude || before.Longitude != State.Longitude)
            await User().PutPlace(new Place(Id, State.Latitude, State.Longitude));
        if (before.Zone is { } left && left != State.Zone)
            await Partition(left).RemoveHousehold(Id);
        if (before.Zone != State.Zone || before.Area != State.Area || before.TimezoneName != State.TimezoneName)
        {
            await PublishHousehold();
            await TellMembers();
        }
        else if (!State.Arrays.IsEmpty && (before.Latitude != State.Latitude || before.Longitude != State.Longitude))
        {
            await TellPolicies();
        }

        return State.ToLocation(Id);
    }

    /// <inheritdoc/>
    public async Task<Outcome<Location>> Delete()
    {
        if (!Exists)
            return Unknown;
        if (State.Policies.Length > 0)
            return new Refusal("location.in_use", $"Policy {State.Policies[0]} is at the location; delete it first.");

        var last = State.ToLocation(Id);
        if (State.Zone is { } zone)
            await Partition(zone).RemoveHousehold(Id);
        await DropArrays();
        await GrainFactory.GetGrain<ITariffFormulaGrain>(GrainKeys.Of(Client, Id)).Drop();
        await User().RemovePlace(Id);
        await store.ClearStateAsync();
        DeactivateOnIdle();
        return last;
    }

    /// <inheritdoc/>
    public async Task<SiteSettings?> AttachAsset(AssetAtSite asset)
    {
        if (!Exists)
            return null;
        await store.AdoptAsync(State with
        {
            Version = State.Version + 1,
            Assets = State.Assets.RemoveAll(known => known.AssetId == asset.AssetId).Add(asset),
        });
        await PublishHousehold();
        await TellOfInverter(asset.Type);
        return State.ToSettings(Id);
    }

    /// <inheritdoc/>
    public async Task DetachAsset(Guid assetId)
    {
        if (!Exists || State.Assets.FirstOrDefault(known => known.AssetId == assetId) is not { } asset)
            return;
        await store.AdoptAsync(State with
        {
            Version = State.Version + 1,
            Assets = State.Assets.RemoveAll(known => known.AssetId == assetId),
        });
        await PublishHousehold();
        await TellOfInverter(asset.Type);
    }

    /// <inheritdoc/>
    public async Task<SiteSettings?> AttachPolicy(Guid policyId)
    {
        if (!Exists)
            return null;
        if (!State.Policies.Contains(policyId))
            await store.AdoptAsync(State with { Policies = State.Policies.Add(policyId) });
        return State.ToSettings(Id);
    }

    /// <inheritdoc/>
    public async Task DetachPolicy(Guid policyId)
    {
        if (Exists && State.Policies.Contains(policyId))
            await store.AdoptAsync(State with { Policies = State.Policies.Remove(policyId) });
    }

    private async Task PublishHousehold()
    {
        if (State.Zone is { } zone)
            await Partition(zone).PutHouseholds([State.ToSettings(Id)]);
    }

    private async Task TellMembers()
    {
        var settings = State.ToSettings(Id);
        await TellPolicies();
        foreach (var asset in State.Assets)
            await GrainFactory.GetGrain<IAssetGrain>(GrainKeys.Of(Client, asset.AssetId)).SiteChanged(settings);
    }

    private IUserGrain User() => GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, State.UserId));

    private IZonePartitionGrain Partition(string zone) =>
        GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, zone, Id));
}
