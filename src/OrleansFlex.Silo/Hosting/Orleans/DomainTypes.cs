using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansFlex.Silo.Hosting;

/// <summary>The types of the domain that travel inside messages, known by their namespace.</summary>
internal static class DomainTypes
{
    private const string Namespace = "OrleansFlex.Domain";

    /// <summary>How they look between silos. Names are explicit and nothing is left out, so that what is read equals what was sent.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IncludeFields = true,
    };

    /// <summary>True for a type of the domain; enums and generics over domain types have codecs of their own.</summary>
    public static bool Contains(Type type) => !type.IsEnum && !type.IsGenericType && type.Namespace is { } space
        && (space == Namespace || space.StartsWith(Namespace + ".", StringComparison.Ordinal));
}
