namespace OrleansFlex.Contracts.Catalog;

/// <summary>The kinds of rows in the catalog.</summary>
public static class CatalogKinds
{
    public const string User = "user";
    public const string Location = "location";
    public const string Device = "device";
    public const string Policy = "policy";
    public const string SolarConfiguration = "solar_configuration";
    public const string Zone = "zone";
    public const string Webhook = "webhook";
    public const string Tariff = "tariff";

    /// <summary>That a location's formula uses a tariff; the row's type is the tariff's id.</summary>
    public const string TariffUse = "tariff-use";
    public const string Action = "action";
    public const string Link = "link";
}
