using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Flexibility;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Tariffs;

/// <inheritdoc cref="ITariffGrain"/>
[GrainType("tariff")]
public sealed partial class TariffGrain(
    [PersistentState("tariff", Persistence.Store)] IPersistentState<TariffState> store,
    IGridCatalog catalog,
    TimeProvider clock,
    ShapeSettings settings,
    ILogger<TariffGrain> logger) : Grain, ITariffGrain
{
    // Pushes interleave with other calls, so that what changes the state takes turns.
    private readonly Turns _turns = new();

    // Read by calls that interleave with a write, so they hold only what is durable.
    private TariffState? _tariff;
    private TariffIndex _index = TariffIndex.Of([]);

    // A write failed, and may have been carried out after all, where a connection was lost.
    private bool _isUnsure;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private string Id => GrainKeys.Part(this.GetPrimaryKeyString(), 1);

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Restore();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Outcome<TariffCreation>> Create(TariffDefinition definition) => InTurn<TariffCreation>(async () =>
    {
        if (_tariff is { } known)
            return known.ToDefinition() == definition ? new TariffCreation(known.ToTariff(Id), IsNew: false) : Refusal.Of(new TariffDiffers(Id));
        await FinishDeletion();
        var now = clock.GetUtcNow();
        var next = new TariffState
        {
            CreatedAtMs = now.ToUnixTimeMilliseconds(),
            UpdatedAtMs = now.ToUnixTimeMilliseconds(),
            Series = Guid.CreateVersion7(now),
            Direction = definition.Direction,
            Unit = definition.Unit,
            Currency = definition.Currency,
        };
        await Save(next);
        Adopted(next);
        return new TariffCreation(next.ToTariff(Id), IsNew: true);
    });

    /// <inheritdoc/>
    public Task<Tariff?> Get() => Task.FromResult(_tariff?.ToTariff(Id));

    /// <inheritdoc/>
    public Task<Outcome<Done>> Delete() => InTurn<Done>(async () =>
    {
        if (_tariff is not { } last)
            return Refusal.Of(new TariffUnknown(Id));
        if (await FindUses() is { } uses)
            return Refusal.Of(uses);
        await Save(last with { IsDeleting = true });
        Restore();
        await FinishDeletion();
        DeactivateOnIdle();
        return Done.Instance;
    });

    /// <inheritdoc/>
    public async Task<TariffDefinition?> Attach(Guid locationId)
    {
        if (_tariff is not { } tariff)
            return null;
        await Use(locationId).Put();
        return tariff.ToDefinition();
    }

    /// <inheritdoc/>
    public Task Detach(Guid locationId) => Use(locationId).Drop();

    private Task<Outcome<T>> InTurn<T>(Func<Task<Outcome<T>>> work) => _turns.Run(async () =>
    {
        if (_isUnsure)
        {
            await store.ReadStateAsync();
            Restore();
            _isUnsure = false;
        }

        return await work();
    });

    private async Task Save(TariffState next)
    {
        try
        {
            await store.AdoptAsync(next);
        }
        catch
        {
            _isUnsure = true;
            throw;
        }
    }

    private void Restore()
    {
        _tariff = null;
        _index = TariffIndex.Of([]);
        ForgetRecords();
        if (store.RecordExists && !store.State.IsDeleting)
            Adopted(store.State);
    }

    private void Adopted(TariffState next)
    {
        if (_tariff is null || _tariff.Months != next.Months)
            _index = TariffIndex.Of(next.Months);
        _tariff = next;
    }

    /// <summary>Removes what a deleted tariff has stored; the index last, since it names the rest.</summary>
    private async Task FinishDeletion()
    {
        if (!store.RecordExists)
            return;
        var last = store.State;
        await Task.WhenAll(last.Months.Select(month => month.Month).Union(last.Leftovers).Select(month => Month(last.Series, month).Drop()));
        await Task.WhenAll(last.Pages.Select(page => Page(last.Series, page.Number).Drop()));
        await store.ClearStateAsync();
    }

    private async Task<TariffInUse?> FindUses()
    {
        var locations = ImmutableArray.CreateBuilder<Guid>();
        await foreach (var use in catalog.StreamOfType(Client, CatalogKinds.TariffUse, Id, CancellationToken.None))
        {
            var location = Guid.Parse(use.LocationId!);
            if (!await GrainFactory.GetGrain<ITariffFormulaGrain>(GrainKeys.Of(Client, location)).Uses(Id))
            {
                // Left behind where a formula was not stored after all.
                await Use(location).Drop();
                continue;
            }

            if (locations.Count == TariffInUse.NamedLocations)
                return new TariffInUse(Id, locations.ToImmutable(), AreMore: true);
            locations.Add(location);
        }

        return locations.Count == 0 ? null : new TariffInUse(Id, locations.ToImmutable(), AreMore: false);
    }

    private ITariffUseGrain Use(Guid locationId) => GrainFactory.GetGrain<ITariffUseGrain>(GrainKeys.Of(Client, Id, locationId.ToString("D")));

    private ITariffMonthGrain Month(Guid series, int month) =>
        GrainFactory.GetGrain<ITariffMonthGrain>(GrainKeys.Of(Client, series.ToString("D"), month.ToString(CultureInfo.InvariantCulture)));

    private ITariffLedgerGrain Page(Guid series, int page) =>
        GrainFactory.GetGrain<ITariffLedgerGrain>(GrainKeys.Of(Client, series.ToString("D"), page.ToString(CultureInfo.InvariantCulture)));
}
