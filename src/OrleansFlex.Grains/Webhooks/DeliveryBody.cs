using System.Buffers;
using System.Text.Json;
using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Grains.Webhooks;

/// <summary>What is sent to subscribers: JSON arrays of events, those of the log and those about the webhook itself.</summary>
public static class DeliveryBody
{
    /// <summary>The version of the events' form.</summary>
    public const string Version = "2024-10-01";

    /// <summary>Events as one JSON array.</summary>
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var body = new ArrayBufferWriter<byte>(2 + events.Count + events.Sum(each => each.Length));
        for (var i = 0; i < events.Count; i++)
        {
            body.Write(i == 0 ? "["u8 : ","u8);
            body.Write(events[i].Span);
        }

        body.Write(events.Count == 0 ? "[]"u8 : "]"u8);
        return body.WrittenMemory;
    }

    /// <summary>A sign of life, sent while there are no events.</summary>
    /// <param name="id">The event's identity, the same on every retry.</param>
    /// <param name="createdAt">The domain's instant.</param>
    /// <param name="pendingEvents">How many events wait for the subscriber.</param>
    public static ReadOnlyMemory<byte> Heartbeat(Guid id, DateTimeOffset createdAt, int pendingEvents) =>
        Single(EventNames.Heartbeat, id, createdAt, json => json.WriteNumber("pendingEvents", pendingEvents));

    /// <summary>What a subscriber gets that asks for a test.</summary>
    public static ReadOnlyMemory<byte> Test(Guid id, DateTimeOffset createdAt) => Single(EventNames.Test, id, createdAt, static _ => { });

    private static ReadOnlyMemory<byte> Single(string name, Guid id, DateTimeOffset createdAt, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("event", name);
        json.WriteString("version", Version);
        json.WriteString("createdAt", createdAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        write(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
