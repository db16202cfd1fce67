using System.Collections.Immutable;

namespace OrleansFlex.Domain.Solar;

/// <summary>An array with the id of the configuration that describes it.</summary>
/// <param name="Id">The configuration's id.</param>
/// <param name="Array">The panels.</param>
public sealed record ConfiguredArray(Guid Id, SolarArray Array);

/// <summary>The arrays of one site: each may differ in any way, but none may be there twice.</summary>
public static class SolarArraysAtSite
{
    /// <summary>The most arrays of one site.</summary>
    public const int Maximum = 100;

    /// <summary>Adds an array, or replaces the one with the same id.</summary>
    /// <returns>The arrays after it, or <c>solar_configuration.exists</c>, <c>solar_configuration.too_many</c> or <c>solar_configuration.invalid</c>.</returns>
    public static Decision<ImmutableArray<ConfiguredArray>> Put(ImmutableArray<ConfiguredArray> arrays, ConfiguredArray array)
    {
        if (SolarArray.Check(array.Array).Rejection is { } rejection)
            return rejection;
        var place = -1;
        for (var i = 0; i < arrays.Length; i++)
        {
            if (arrays[i].Id == array.Id)
                place = i;
            else if (arrays[i].Array == array.Array)
                return new SolarConfigurationExists(arrays[i].Id);
        }

        if (place >= 0)
            return arrays.SetItem(place, array);
        return arrays.Length < Maximum ? arrays.Add(array) : new SolarConfigurationsFull(Maximum);
    }
}

/// <summary>The location has an array with the same parameters.</summary>
public sealed record SolarConfigurationExists(Guid OtherId) : Rejection(
    "solar_configuration.exists", $"Solar configuration {OtherId} of this location has the same capacity, azimuth and tilt.");

/// <summary>The location has as many arrays as it may have.</summary>
public sealed record SolarConfigurationsFull(int Limit) : Rejection(
    "solar_configuration.too_many", $"A location can have at most {Limit} solar configurations.");
