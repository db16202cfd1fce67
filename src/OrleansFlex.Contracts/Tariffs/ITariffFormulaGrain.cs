using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Contracts.Tariffs;

/// <summary>The tariff formulas of a location: how its import and its export rate follow from tariffs.</summary>
[Alias("tariff-formula")]
public interface ITariffFormulaGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the formula of a direction, after checking it with its tariffs, the location and its zone.</summary>
    [Alias("set")]
    Task<Outcome<TariffFormula>> Set(SetTariffFormula command);

    /// <summary>The formulas of the location, with a revision that rises with every change.</summary>
    [Alias("get"), ReadOnly, AlwaysInterleave]
    Task<LocationFormulas> Get();

    /// <summary>Deletes the formula of a direction.</summary>
    [Alias("delete")]
    Task<Outcome<Done>> Delete(TariffDirection direction);

    /// <summary>Whether a formula uses the tariff, or is about to.</summary>
    [Alias("uses"), ReadOnly, AlwaysInterleave]
    Task<bool> Uses(string tariffId);

    /// <summary>The location goes: forgets everything, also a formula that is being set.</summary>
    [Alias("drop"), AlwaysInterleave]
    Task Drop();
}
