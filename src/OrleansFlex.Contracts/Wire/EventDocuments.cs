using System.Text.Json;

namespace OrleansFlex.Contracts.Wire;

/// <summary>
/// Writes statuses and sessions as <see cref="WireJson"/> has them, member by member: every reading of a car that charges makes one of each, and a
/// serializer that finds its way by metadata takes several times as long.
/// </summary>
internal static class EventDocuments
{
    private static readonly InstantJsonConverter Instants = new();

    /// <summary>Writes a status.</summary>
    public static void Write(Utf8JsonWriter writer, PolicyStatusBody status)
    {
        writer.WriteStartObject();
        Instant(writer, "updatedAt"u8, status.UpdatedAt);
        writer.WriteString("policyId"u8, status.PolicyId);
        writer.WriteString("locationId"u8, status.LocationId);
        writer.WriteString("vehicleId"u8, status.VehicleId);
        writer.WriteString("state"u8, status.State);
        writer.WriteNumber("batteryReserve"u8, status.BatteryReserve);
        writer.WriteStartObject("settings"u8);
        var schedule = status.Settings.RegularSchedule;
        writer.WriteStartObject("regularSchedule"u8);
        writer.WriteString("deadline"u8, schedule.Deadline);
        Instant(writer, "readyBy"u8, schedule.ReadyBy);
        Number(writer, "minimumChargeTarget"u8, schedule.MinimumChargeTarget);
        writer.WriteEndObject();
        if (status.Settings.Override is { } wish)
            Write(writer, wish);
        else
            writer.WriteNull("override"u8);
        writer.WriteEndObject();
        writer.WriteStartObject("session"u8);
        writer.WriteStartArray("blocks"u8);
        foreach (var block in status.Session.Blocks)
        {
            writer.WriteStartObject();
            writer.WriteString("statusState"u8, block.StatusState);
            Instant(writer, "estimatedStartAt"u8, block.EstimatedStartAt);
            Instant(writer, "estimatedEndAt"u8, block.EstimatedEndAt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes a session.</summary>
    public static void Write(Utf8JsonWriter writer, SessionBody session)
    {
        writer.WriteStartObject();
        if (session.Id is { } id)
            writer.WriteString("id"u8, id);
        writer.WriteString("state"u8, session.State);
        if (session.PolicyId is { } policyId)
            writer.WriteString("policyId"u8, policyId);
        else
            writer.WriteNull("policyId"u8);
        Instant(writer, "pluggedInAt"u8, session.PluggedInAt);
        Instant(writer, "pluggedOutAt"u8, session.PluggedOutAt);
        writer.WriteStartArray("blocks"u8);
        foreach (var block in session.Blocks)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, block.Type);
            writer.WriteNumber("kwhSum"u8, block.KwhSum);
            Instant(writer, "startAt"u8, block.StartAt);
            Instant(writer, "endAt"u8, block.EndAt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Write(writer, session.Statistics);
        Latest(writer, "target"u8, session.Target.Latest is not null);
        if (session.Target.Latest is { } target)
            Write(writer, target);
        writer.WriteEndObject();
        Latest(writer, "outcome"u8, session.Outcome.Latest is not null);
        Write(writer, session.Outcome);
        writer.WriteEndObject();
        Latest(writer, "error"u8, session.Error.Latest is not null);
        if (session.Error.Latest is { } error)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, error.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (session.Valuation is { } valuation)
            Write(writer, valuation);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SettingsOverrideBody wish)
    {
        writer.WriteStartObject("override"u8);
        writer.WriteString("type"u8, wish.Type);
        if (wish.ReadyBy is { } readyBy)
            Instant(writer, "readyBy"u8, readyBy);
        if (wish.MinimumChargeTarget is { } level)
            writer.WriteNumber("minimumChargeTarget"u8, level);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SessionStatisticsBody statistics)
    {
        writer.WriteStartObject("statistics"u8);
        if (statistics.Aggregated is { } sum)
        {
            writer.WriteStartObject("aggregated"u8);
            if (sum.KwhSum is { } kwh)
                writer.WriteNumber("kwhSum"u8, kwh);
            else
                writer.WriteNull("kwhSum"u8);
            Number(writer, "batteryFrom"u8, sum.BatteryFrom);
            Number(writer, "batteryTo"u8, sum.BatteryTo);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("aggregated"u8);
        }

        writer.WriteStartArray("timeseries"u8);
        foreach (var interval in statistics.Timeseries)
        {
            writer.WriteStartObject();
            Instant(writer, "startAt"u8, interval.StartAt);
            writer.WriteNumber("kwh"u8, interval.Kwh);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SessionTargetBody target)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, target.Id);
        writer.WriteString("type"u8, target.Type);
        if (target.Source is { } source)
            writer.WriteString("source"u8, source);
        if (target.BatteryReserve is { } reserve)
            writer.WriteNumber("batteryReserve"u8, reserve);
        writer.WriteNumber("minimumChargeTarget"u8, target.MinimumChargeTarget);
        if (target.ReadyBy is { } readyBy)
            Instant(writer, "readyBy"u8, readyBy);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SessionOutcomesBody outcome)
    {
        switch (outcome.Latest)
        {
            case ImmediateOutcomeBody immediate:
                Begin(writer, immediate.Type, immediate.TargetId, null);
                Instant(writer, "minimumChargeTargetReachedAt"u8, immediate.MinimumChargeTargetReachedAt);
                break;
            case OnTargetBody met:
                Begin(writer, met.Type, met.TargetId, met.State);
                Instant(writer, "minimumChargeTargetReachedAt"u8, met.MinimumChargeTargetReachedAt);
                break;
            case OffTargetBody missed:
                Begin(writer, missed.Type, missed.TargetId, missed.State);
                Number(writer, "batteryLevelAtReadyBy"u8, missed.BatteryLevelAtReadyBy);
                break;
            case null:
                return;
            default:
                throw new ArgumentException("There is no such outcome.", nameof(outcome));
        }

        writer.WriteEndObject();

        static void Begin(Utf8JsonWriter writer, string type, int? targetId, string? state)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            Number(writer, "targetId"u8, targetId);
            if (state is not null)
                writer.WriteString("state"u8, state);
        }
    }

    private static void Write(Utf8JsonWriter writer, ValuationBody valuation)
    {
        writer.WriteStartObject("valuation"u8);
        writer.WriteString("currency"u8, valuation.Currency);
        writer.WriteNumber("actual"u8, valuation.Actual);
        writer.WriteNumber("immediate"u8, valuation.Immediate);
        writer.WriteNumber("saving"u8, valuation.Saving);
        writer.WriteEndObject();
    }

    /// <summary>Begins an object whose one member is what holds at present; that is written here where it is null.</summary>
    private static void Latest(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool isKnown)
    {
        writer.WriteStartObject(name);
        writer.WritePropertyName("latest"u8);
        if (!isKnown)
            writer.WriteNullValue();
    }

    private static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    private static void Instant(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? at)
    {
        writer.WritePropertyName(name);
        if (at is { } instant)
            Instants.Write(writer, instant, WireJson.Options);
        else
            writer.WriteNullValue();
    }
}
