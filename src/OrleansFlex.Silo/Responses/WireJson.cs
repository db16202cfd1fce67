using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansFlex.Silo.Responses;

/// <summary>How responses are written: camelCase, nulls kept, instants by <see cref="InstantJsonConverter"/>, text unescaped.</summary>
public static class WireJson
{
    /// <summary>The options that <c>TypedResults</c> use too; read-only.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>Sets the options of the HTTP head.</summary>
    public static IServiceCollection AddWireJson(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(http => Apply(http.SerializerOptions));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static void Apply(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new InstantJsonConverter());
    }
}
