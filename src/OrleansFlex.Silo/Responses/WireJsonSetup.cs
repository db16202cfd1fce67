using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Responses;

/// <summary>Makes the HTTP head write bodies as <see cref="WireJson"/> says.</summary>
public static class WireJsonSetup
{
    /// <summary>Sets the options of the HTTP head.</summary>
    public static IServiceCollection AddWireJson(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(http => WireJson.Apply(http.SerializerOptions));
}
