using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Domain.Tariffs.Formulas;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Tariffs;

/// <inheritdoc cref="ITariffFormulaGrain"/>
[GrainType("tariff-formula"), CollectionAgeLimit(Minutes = 2)]
public sealed class TariffFormulaGrain(
    [PersistentState("tariff-formula", Persistence.Store)] IPersistentState<TariffFormulaState> store,
    IGridCatalog catalog) : Grain, ITariffFormulaGrain
{
    // Among how many tariffs the one that was meant is looked for.
    private const int MaximumHinted = 1000;

    private static readonly Refusal NoLocation = new("location.not_found", "There is no such location.");

    private readonly Turns _turns = new();

    // Read by calls that interleave with a write, so it holds only what is durable.
    private LocationFormulas _formulas = new() { Revision = 0 };

    // Tariffs of a formula that is being set: they count as used already.
    private ImmutableArray<string> _pending = [];
    private int _drops;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private Guid LocationId => GrainKeys.Id(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _formulas = store.State.ToFormulas();
        // A crash may have come between the formula and the site's knowing of it.
        if (store.RecordExists && !store.State.IsTold)
            TellSite().Ignore();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Outcome<TariffFormula>> Set(SetTariffFormula command)
    {
        var (drops, before) = (_drops, _formulas);
        if (await Site().GetSettings() is not { } site)
            return NoLocation;
        var tariffs = await Task.WhenAll(command.Variables.Select(variable => Tariff(variable.TariffId).Get()));
        var named = command.Variables.Zip(tariffs, (variable, tariff) => new NamedTariff(variable.Name, variable.TariffId, tariff?.Definition)).ToImmutableArray();
        var known = named.All(tariff => tariff.Definition is not null) ? [] : await SomeTariffs();
        var decision = FormulaRules.Check(command.Direction, named, command.Formula, await CurrencyOf(site.Zone), known);
        if (decision.Rejection is { } rejection)
            return Refusal.Of(rejection);

        var formula = new TariffFormula
        {
            Direction = command.Direction,
            Variables = command.Variables,
            Formula = command.Formula,
            Currency = decision.Value,
        };
        _pending = [.. command.Variables.Select(variable => variable.TariffId).Distinct(StringComparer.Ordinal)];
        try
        {
            foreach (var each in named)
            {
                if (await Tariff(each.TariffId).Attach(LocationId) != each.Definition)
                    return Refusal.At(FormulaCompiler.Code, $"variables.{each.Name}", $"there is no tariff '{each.TariffId}'");
            }

            if (!await Save(state => With(state, command.Direction, formula), drops))
                return NoLocation;
        }
        finally
        {
            var attached = _pending;
            _pending = [];
            // Those of a formula that was not stored, or of the one that it replaces.
            await DetachUnused(attached.Concat(TariffsOf(before)));
        }

        await TellSite();
        return formula;
    }

    /// <inheritdoc/>
    public Task<LocationFormulas> Get() => Task.FromResult(_formulas);

    /// <inheritdoc/>
    public async Task<Outcome<Done>> Delete(TariffDirection direction)
    {
        if (_formulas.Of(direction) is not { } last)
            return Refusal.Of(new FormulaUnknown(direction));
        if (!await Save(state => With(state, direction, null), _drops))
            return Refusal.Of(new FormulaUnknown(direction));
        await DetachUnused(last.Variables.Select(variable => variable.TariffId));
        await TellSite();
        return Done.Instance;
    }

    /// <inheritdoc/>
    public Task<bool> Uses(string tariffId) => Task.FromResult(IsUsed(tariffId));

    /// <inheritdoc/>
    public async Task Drop()
    {
        _drops++;
        var last = _formulas;
        await _turns.Run(async () =>
        {
            last = _formulas;
            if (store.RecordExists)
                await store.ClearStateAsync();
            _formulas = store.State.ToFormulas();
            return true;
        });
        await DetachUnused(TariffsOf(last));
        DeactivateOnIdle();
    }

    private async Task<bool> Save(Func<TariffFormulaState, TariffFormulaState> change, int drops) => await _turns.Run(async () =>
    {
        if (_drops != drops)
            return false;
        var next = change(store.State);
        await store.AdoptAsync(next with { Revision = next.Revision + 1, IsTold = false });
        _formulas = store.State.ToFormulas();
        return true;
    });

    private async Task TellSite()
    {
        var revision = _formulas.Revision;
        await Site().TariffsChanged(_formulas is { Import: null, Export: null } ? null : revision);
        await _turns.Run(async () =>
        {
            if (store.RecordExists && store.State.Revision == revision && !store.State.IsTold)
                await store.AdoptAsync(store.State with { IsTold = true });
            return true;
        });
    }

    private static TariffFormulaState With(TariffFormulaState state, TariffDirection direction, TariffFormula? formula) =>
        direction == TariffDirection.Import ? state with { Import = formula } : state with { Export = formula };

    private async Task DetachUnused(IEnumerable<string> tariffIds)
    {
        foreach (var tariff in tariffIds.Distinct(StringComparer.Ordinal))
        {
            if (!IsUsed(tariff))
                await Tariff(tariff).Detach(LocationId);
        }
    }

    private bool IsUsed(string tariffId) => _pending.Contains(tariffId, StringComparer.Ordinal) || TariffsOf(_formulas).Contains(tariffId, StringComparer.Ordinal);

    private static IEnumerable<string> TariffsOf(LocationFormulas formulas) =>
        new[] { formulas.Import, formulas.Export }.OfType<TariffFormula>().SelectMany(formula => formula.Variables).Select(variable => variable.TariffId);

    private async Task<IReadOnlyCollection<string>> SomeTariffs()
    {
        var ids = new List<string>();
        await foreach (var entry in catalog.Stream(Client, CatalogKinds.Tariff, null, CancellationToken.None))
        {
            ids.Add(entry.Id);
            if (ids.Count == MaximumHinted)
                break;
        }

        return ids;
    }

    private async Task<string?> CurrencyOf(string? zone) =>
        zone is null ? null : (await GrainFactory.GetGrain<IZoneGrain>(GrainKeys.Of(Client, zone)).Get())?.Currency;

    private ISiteGrain Site() => GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, LocationId));

    private ITariffGrain Tariff(string id) => GrainFactory.GetGrain<ITariffGrain>(GrainKeys.Of(Client, id));
}
