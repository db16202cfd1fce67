using System.Collections.Immutable;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Assets;

/// <summary>Reads the request that links a device.</summary>
internal static class DeviceRequest
{
    public static LinkDevice Read(JsonFields body, string userId)
    {
        var type = AssetTypes.TryParse(body.OneOf("type", AssetTypes.All), out var known) ? known : AssetType.Vehicle;
        var capabilities = body.OptionalObject("capabilities");
        return new LinkDevice
        {
            Type = type,
            UserId = userId,
            Vendor = body.String("vendor", 1, 64),
            LocationId = body.OptionalGuid("locationId"),
            Ratings = Ratings(body.Object("ratings"), type),
            Information = Information(body.OptionalObject("information"), type == AssetType.Hvac && capabilities is not null ? ThermostatFields.Read(capabilities) : null),
            Scopes = ReadScopes(body, type),
            Incapable = capabilities is null ? [] : Incapable(capabilities, type),
        };
    }

    private static DeviceRatings Ratings(JsonFields ratings, AssetType type)
    {
        // A car or a battery without a capacity cannot be planned for.
        var stores = type is AssetType.Vehicle or AssetType.Battery;
        var faults = ratings.FaultCount;
        var maxPowerKw = stores ? ratings.PositiveNumber("maxPowerKw", 10_000) : ratings.Number("maxPowerKw", 0, 10_000);
        var minPowerKw = ratings.OptionalNumber("minPowerKw", 0, 10_000);
        if (ratings.FaultCount == faults && minPowerKw > maxPowerKw)
            ratings.Fail("minPowerKw", "must not be above maxPowerKw");
        return new DeviceRatings
        {
            MaxPowerKw = maxPowerKw,
            MinPowerKw = minPowerKw,
            BatteryCapacityKwh = stores ? ratings.Number("batteryCapacityKwh", 0.1, 100_000) : ratings.OptionalNumber("batteryCapacityKwh", 0.1, 100_000),
            Efficiency = ratings.OptionalNumber("efficiency", 0.1, 1),
            MaxDischargeKw = ratings.OptionalNumber("maxDischargeKw", 0, 10_000),
            Tapers = ratings.OptionalBool("tapers") ?? false,
            OnOffOnly = ratings.OptionalBool("onOffOnly") ?? false,
        };
    }

    private static DeviceInformation? Information(JsonFields? information, ThermostatLimits? thermostat) =>
        information is not null ? Information(information) with { Thermostat = thermostat }
        : thermostat is not null ? new DeviceInformation { Thermostat = thermostat }
        : null;

    private static DeviceInformation Information(JsonFields information) => new()
    {
        Brand = information.OptionalString("brand"),
        Model = information.OptionalString("model"),
        Year = information.OptionalInteger("year", 1900, 2200),
        DisplayName = information.OptionalString("displayName"),
        Vin = information.OptionalString("vin"),
        SerialNumber = information.OptionalString("serialNumber"),
        SiteName = information.OptionalString("siteName"),
        InstallationDate = information.OptionalString("installationDate"),
        GroupName = information.OptionalString("groupName"),
        Category = information.OptionalOneOf("category", "HEATING", "COOLING", "HEAT_PUMP", "AGGREGATOR"),
    };

    private static ImmutableArray<string> ReadScopes(JsonFields body, AssetType type)
    {
        var all = Scopes.Of(type);
        var asked = body.OptionalStringSet("scopes", all);
        if (asked is null)
            return all;
        if (!asked.Contains(all[0]))
            body.Fail("scopes", $"must contain {all[0]}");
        return [.. all.Where(asked.Contains)];
    }

    private static ImmutableArray<string> Incapable(JsonFields capabilities, AssetType type)
    {
        var incapable = ImmutableArray.CreateBuilder<string>();
        foreach (var name in capabilities.Names.Take(32).Where(name => type != AssetType.Hvac || !ThermostatFields.Has(name)))
        {
            if (capabilities.OptionalObject(name) is { } capability && capability.OptionalBool("isCapable") == false)
                incapable.Add(name);
        }

        return incapable.ToImmutable();
    }
}
