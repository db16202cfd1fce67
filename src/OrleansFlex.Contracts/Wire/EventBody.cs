using System.Buffers;
using System.Text.Json;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Sessions;

namespace OrleansFlex.Contracts.Wire;

/// <summary>
/// Renders events as they are delivered:
/// <c>{event, version, createdAt, user: {id}, policy | policyStatus | session, updatedFields?, id}</c>.
/// </summary>
/// <remarks>
/// The entity is rendered once, by <see cref="Entity(VehiclePolicy)"/> and its likes, so that the caller can keep what it last told and
/// compare the next with it.
/// </remarks>
public static class EventBody
{
    /// <summary>The version of the API whose form the events have.</summary>
    public const string Version = "2024-10-01";

    private const int LargestKept = 1 << 18;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private static readonly JsonWriterOptions Writing = new() { Encoder = WireJson.Options.Encoder, SkipValidation = true };

    /// <summary>A policy as it stands in events.</summary>
    public static byte[] Entity(VehiclePolicy policy) => JsonSerializer.SerializeToUtf8Bytes(PolicyBody.Of(policy), WireJson.Options);

    /// <summary>A policy's status as it stands in events.</summary>
    public static byte[] Entity(PolicyStatus status)
    {
        var writer = Begin(out var buffer);
        EventDocuments.Write(writer, PolicyStatusBody.Of(status));
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A session as it stands in events.</summary>
    public static byte[] Entity(ChargingSession session, long? nowMs)
    {
        var writer = Begin(out var buffer);
        EventDocuments.Write(writer, SessionBody.Of(session, nowMs));
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The member under which an event holds its entity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such event.</exception>
    public static string MemberOf(string name) => name switch
    {
        EventNames.PolicyCreated or EventNames.PolicyUpdated or EventNames.PolicyDeleted => "policy",
        EventNames.PolicyStatus => "policyStatus",
        EventNames.SessionUpdated => "session",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such event."),
    };

    /// <summary>Makes the row of an event.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="id">Identity of the event.</param>
    /// <param name="name">One of <see cref="EventNames"/>.</param>
    /// <param name="entity">The entity whose events stay in order.</param>
    /// <param name="userId">The user concerned.</param>
    /// <param name="createdAtMs">When it happened, Unix milliseconds.</param>
    /// <param name="json">The entity, rendered.</param>
    /// <param name="updatedFields">What differs from the entity as it was told last, as <see cref="ChangedPaths"/> has it; null where the event is not of a change.</param>
    public static EventRow Row(
        string client, Guid id, string name, string entity, string userId, long createdAtMs, ReadOnlySpan<byte> json, IReadOnlyList<string>? updatedFields) =>
        new(client, id, name, entity, userId, createdAtMs, Render(name, id, userId, createdAtMs, json, updatedFields));

    /// <summary>The JSON of an event.</summary>
    public static byte[] Render(string name, Guid id, string userId, long createdAtMs, ReadOnlySpan<byte> entity, IReadOnlyList<string>? updatedFields)
    {
        var writer = Begin(out var buffer);
        writer.WriteStartObject();
        writer.WriteString("event", name);
        writer.WriteString("version", Version);
        writer.WritePropertyName("createdAt");
        JsonSerializer.Serialize(writer, Wire.Instant(createdAtMs), WireJson.Options);
        writer.WriteStartObject("user");
        writer.WriteString("id", userId);
        writer.WriteEndObject();
        writer.WritePropertyName(MemberOf(name));
        writer.WriteRawValue(entity, skipInputValidation: true);
        if (updatedFields is not null)
        {
            writer.WriteStartArray("updatedFields");
            foreach (var path in updatedFields)
                writer.WriteStringValue(path);
            writer.WriteEndArray();
        }

        writer.WriteString("id", id);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>This thread's writer and where it writes, empty.</summary>
    private static Utf8JsonWriter Begin(out ArrayBufferWriter<byte> buffer)
    {
        // The series of a session that goes on for months takes much more than any other.
        if (_buffer is { Capacity: > LargestKept })
            (_buffer, _writer) = (null, null);
        buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        var writer = _writer ??= new Utf8JsonWriter(buffer, Writing);
        writer.Reset();
        return writer;
    }
}
