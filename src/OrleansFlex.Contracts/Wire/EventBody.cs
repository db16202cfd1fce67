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

    [ThreadStatic]
    private static JsonScratch? _scratch;

    /// <summary>A policy as it stands in events.</summary>
    public static byte[] Entity(VehiclePolicy policy) => JsonSerializer.SerializeToUtf8Bytes(PolicyBody.Of(policy), WireJson.Options);

    /// <summary>A policy's status as it stands in events.</summary>
    public static byte[] Entity(PolicyStatus status)
    {
        var scratch = Begin();
        EventDocuments.Write(scratch.Writer, PolicyStatusBody.Of(status));
        return scratch.Written.ToArray();
    }

    /// <summary>A session as it stands in events.</summary>
    public static byte[] Entity(ChargingSession session, long? nowMs)
    {
        var scratch = Begin();
        EventDocuments.Write(scratch.Writer, SessionBody.Of(session, nowMs));
        return scratch.Written.ToArray();
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
        var scratch = Begin();
        var writer = scratch.Writer;
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
        return scratch.Written.ToArray();
    }

    private static JsonScratch Begin() => JsonScratch.Begin(ref _scratch, WireJson.Options.Encoder);
}
