using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Sites;

public sealed partial class SiteGrain
{
    /// <inheritdoc/>
    public async Task TariffsChanged(long? revision)
    {
        if (!Exists || State.TariffRevision == revision)
            return;
        await store.AdoptAsync(State with { Version = State.Version + 1, TariffRevision = revision });
        await TellPolicies();
    }

    /// <summary>Why the location may not move to a zone because of its formulas: rates in another currency would not count there.</summary>
    private async Task<Refusal?> ForeignFormula(string zone)
    {
        if ((await GrainFactory.GetGrain<IZoneGrain>(GrainKeys.Of(Client, zone)).Get())?.Currency is not { } currency)
            return null;
        var formulas = await GrainFactory.GetGrain<ITariffFormulaGrain>(GrainKeys.Of(Client, Id)).Get();
        return new[] { formulas.Import, formulas.Export }.OfType<TariffFormula>().FirstOrDefault(formula => formula.Currency != currency) is { } foreign
            ? Refusal.At("currency.mismatch", "zone", $"Zone '{zone}' is in {currency}, the location's {TariffWords.Of(foreign.Direction)} formula in {foreign.Currency}; delete the formula first.")
            : null;
    }
}
