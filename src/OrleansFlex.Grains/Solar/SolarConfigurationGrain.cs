using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Solar;

/// <inheritdoc cref="ISolarConfigurationGrain"/>
[GrainType("solar-configuration"), CollectionAgeLimit(Minutes = 2)]
public sealed class SolarConfigurationGrain(
    [PersistentState("solar-configuration", Persistence.Store)] IPersistentState<SolarConfigurationState> store,
    TimeProvider clock) : Grain, ISolarConfigurationGrain
{
    private static readonly Refusal Unknown = new("solar_configuration.not_found", "There is no such solar configuration.");

    // The location's end interleaves with calls that wait for that location, so writes take turns and none comes after it.
    private Task? _writing;
    private bool _isGone;

    private SolarConfigurationState State => store.State;

    private bool Exists => State.CreatedAtMs != 0;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private Guid Id => GrainKeys.Id(this.GetPrimaryKeyString());

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public async Task<Outcome<SolarConfiguration>> Create(CreateSolarConfiguration command)
    {
        if (Exists)
            return new Refusal("solar_configuration.exists", "The solar configuration exists already.");
        if (await GrainFactory.GetGrain<IUserGrain>(GrainKeys.Of(Client, command.UserId)).Get() is null)
            return Refusal.At("solar_configuration.unknown_user", "userId", $"There is no user '{command.UserId}'.");
        var site = Site(command.LocationId);
        if (await site.GetSolarSite() is not { } known)
            return Refusal.At("solar_configuration.unknown_location", "locationId", $"There is no location {command.LocationId}.");
        if (known.UserId != command.UserId)
            return Refusal.At("solar_configuration.foreign_location", "locationId", $"Location {command.LocationId} does not belong to user '{command.UserId}'.");
        // The site judges in the end; this spares the list a row that comes and goes.
        if (SolarArraysAtSite.Put(known.Arrays, new ConfiguredArray(Id, command.Array)).Rejection is { } rejection)
            return Refusal.Of(rejection);

        var next = new SolarConfigurationState
        {
            CreatedAtMs = NowMs,
            UpdatedAtMs = NowMs,
            UserId = command.UserId,
            LocationId = command.LocationId,
        }.With(command.Array);
        // First, so that a crash on the way leaves nothing at the site that cannot be seen and deleted.
        await Save(next);
        Outcome<Done> put;
        try
        {
            put = await site.PutArray(new ConfiguredArray(Id, command.Array));
        }
        catch
        {
            await Forget();
            throw;
        }

        if (put.Refusal is { } refusal)
        {
            await Forget();
            return refusal;
        }

        return next.ToConfiguration(Id);
    }

    /// <inheritdoc/>
    public Task<SolarConfiguration?> Get() => Task.FromResult(Exists ? State.ToConfiguration(Id) : null);

    /// <inheritdoc/>
    public async Task<Outcome<SolarConfiguration>> Update(UpdateSolarConfiguration command)
    {
        if (!Exists)
            return Unknown;
        var before = State.ToArray();
        var after = command.Apply(before);
        if (after == before)
            return State.ToConfiguration(Id);
        var site = Site(State.LocationId);
        if ((await site.PutArray(new ConfiguredArray(Id, after))).Refusal is { } refusal)
        {
            // The contract has no conflict here: what is asked for is at fault.
            return refusal.Code == "solar_configuration.exists" ? refusal with { Code = "solar_configuration.same_as_other" } : refusal;
        }

        var next = State.With(after) with { UpdatedAtMs = NowMs };
        try
        {
            return await Save(next) ? next.ToConfiguration(Id) : Unknown;
        }
        catch
        {
            await site.PutArray(new ConfiguredArray(Id, before));
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Delete()
    {
        if (!Exists)
            return false;
        await Site(State.LocationId).RemoveArray(Id);
        // Last, so that a crash on the way leaves a configuration that can be deleted again.
        await Forget();
        return true;
    }

    /// <inheritdoc/>
    public Task LocationDeleted() => Forget();

    /// <summary>Writes the state; false where the configuration has gone in the meantime.</summary>
    private async Task<bool> Save(SolarConfigurationState next)
    {
        await Written();
        if (_isGone)
            return false;
        await (_writing = store.AdoptAsync(next));
        return true;
    }

    private async Task Forget()
    {
        _isGone = true;
        await Written();
        if (!Exists)
            return;
        try
        {
            await (_writing = store.ClearStateAsync());
        }
        catch
        {
            _isGone = false;
            throw;
        }

        DeactivateOnIdle();
    }

    /// <summary>Waits until no write is under way.</summary>
    private async Task Written()
    {
        while (_writing is { IsCompleted: false } write)
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private ISiteGrain Site(Guid locationId) => GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, locationId));
}
