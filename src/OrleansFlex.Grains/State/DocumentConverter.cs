using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Grains.State;

/// <summary>
/// An abridged JSON document held as UTF-8, which stands in the state as what it is. Base64 and longer documents, as older states have them, are read too.
/// </summary>
internal sealed class DocumentConverter : JsonConverter<byte[]>
{
    /// <inheritdoc/>
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return AbridgedDocument.Of(reader.GetBytesFromBase64());
        using var document = JsonDocument.ParseValue(ref reader);
        return AbridgedDocument.Of(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteRawValue(value, skipInputValidation: true);
}
