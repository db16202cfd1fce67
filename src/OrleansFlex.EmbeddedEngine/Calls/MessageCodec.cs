using System.Text.Json;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Sends messages through JSON in tests, so that grains cannot lean on shared references.</summary>
public sealed class MessageCodec
{
    private readonly JsonSerializerOptions _options;

    internal MessageCodec(JsonSerializerOptions options) => _options = options;

    /// <summary>The value as it would arrive in another process. References to grains pass as they are.</summary>
    public T Copy<T>(T value)
    {
        if (value is null or string or IAddressable || typeof(T).IsPrimitive)
            return value;
        try
        {
            return JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(value, _options), _options)!;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new OrleansException($"{typeof(T)} does not survive a round trip through JSON.", failure);
        }
    }
}
