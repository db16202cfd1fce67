namespace OrleansFlex.Contracts.Tariffs;

/// <summary>Says that the formula of a location uses a tariff. It has a row in the catalog, by which a tariff finds its locations.</summary>
[Alias("tariff-use")]
public interface ITariffUseGrain : IGrainWithStringKey
{
    /// <summary>Notes the use.</summary>
    [Alias("put")]
    Task Put();

    /// <summary>Forgets the use.</summary>
    [Alias("drop")]
    Task Drop();
}
