using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansFlex.Contracts.Wire;

/// <summary>How bodies are written: camelCase, nulls kept, instants by <see cref="InstantJsonConverter"/>, text unescaped.</summary>
public static class WireJson
{
    /// <summary>The options of responses and of events; read-only.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>Sets on options that have the defaults of the web what is different here.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new InstantJsonConverter());
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
