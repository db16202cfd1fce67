using System.Buffers.Text;
using System.Text.Json;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Telemetry;

/// <summary>Reads one item from the reader's current token to the token that ends it, whatever is wrong inside.</summary>
internal static class TelemetryItemParser
{
    private const int DeviceIdBit = 0, AtBit = 1;

    public static void Read(ref Utf8JsonReader reader, ref TelemetryItem item)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            item.Error = "the item must be an object";
            return;
        }
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader);
            reader.Read();
            if (field < 0)
            {
                reader.Skip();
                continue;
            }
            if ((seen & (1 << field)) != 0)
                item.Error ??= $"{Names[field]} must not be repeated";
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            seen |= 1 << field;
            Assign(ref reader, ref item, field);
            reader.Skip();
        }
        if ((seen & (1 << DeviceIdBit)) == 0)
            item.Error ??= "deviceId is required";
        if ((seen & (1 << AtBit)) == 0)
            item.Error ??= "at is required";
    }

    private static readonly string[] Names =
    [
        "deviceId", "at", "isReachable", "isPluggedIn", "isCharging", "batteryLevel", "chargeLimit", "chargeRateKw", "energyMeterKwh",
        "latitude", "longitude", "productionKw", "temperature", "locationId", "pluggedInChargerId", "commandId", "commandStatus",
    ];

    private static readonly byte[][] Utf8Names = [.. Names.Select(System.Text.Encoding.UTF8.GetBytes)];

    private static int FieldOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Utf8Names.Length; i++)
        {
            if (reader.ValueTextEquals(Utf8Names[i]))
                return i;
        }
        return -1;
    }

    private static void Assign(ref Utf8JsonReader reader, ref TelemetryItem item, int field)
    {
        switch (field)
        {
            case DeviceIdBit: item.DeviceId = Id(ref reader, ref item, field) ?? ""; break;
            case AtBit: item.AtMs = Instant(ref reader, ref item); break;
            case 2: item.IsReachable = Flag(ref reader, ref item, field); break;
            case 3: item.IsPluggedIn = Flag(ref reader, ref item, field); break;
            case 4: item.IsCharging = Flag(ref reader, ref item, field); break;
            case 5: item.BatteryLevel = Number(ref reader, ref item, field, 0, 100); break;
            case 6: item.ChargeLimit = Number(ref reader, ref item, field, 0, 100); break;
            case 7: item.ChargeRateKw = Number(ref reader, ref item, field, -10_000, 10_000); break;
            case 8: item.EnergyMeterKwh = Number(ref reader, ref item, field, 0, 1e12); break;
            case 9: item.Latitude = Number(ref reader, ref item, field, -90, 90); break;
            case 10: item.Longitude = Number(ref reader, ref item, field, -180, 180); break;
            case 11: item.ProductionKw = Number(ref reader, ref item, field, -10_000, 10_000); break;
            case 12: item.Temperature = Number(ref reader, ref item, field, -100, 200); break;
            case 13: item.LocationId = Id(ref reader, ref item, field); break;
            case 14: item.PluggedInChargerId = Id(ref reader, ref item, field); break;
            case 15: item.CommandId = Id(ref reader, ref item, field); break;
            case 16: item.CommandStatus = Word(ref reader, ref item, field); break;
        }
    }

    private static bool? Flag(ref Utf8JsonReader reader, ref TelemetryItem item, int field)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return reader.TokenType == JsonTokenType.True;
        item.Error ??= $"{Names[field]} must be true or false";
        return null;
    }

    private static double? Number(ref Utf8JsonReader reader, ref TelemetryItem item, int field, double min, double max)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && number >= min && number <= max)
            return number;
        item.Error ??= $"{Names[field]} {FieldText.NumberExpected("number", min, max)}";
        return null;
    }

    private static long Instant(ref Utf8JsonReader reader, ref TelemetryItem item)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && Rfc3339.TryParse(reader.ValueSpan, out var at))
            return at.ToUnixTimeMilliseconds();
        item.Error ??= $"at {Rfc3339.Expected}";
        return 0;
    }

    private static string? Id(ref Utf8JsonReader reader, ref TelemetryItem item, int field)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
            && Utf8Parser.TryParse(reader.ValueSpan, out Guid id, out var used, 'D') && used == reader.ValueSpan.Length)
            return id.ToString("D");
        item.Error ??= $"{Names[field]} must be a UUID";
        return null;
    }

    private static string? Word(ref Utf8JsonReader reader, ref TelemetryItem item, int field)
    {
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= 64 } text && RequestText.IsPrintable(text))
            return text;
        item.Error ??= $"{Names[field]} {FieldText.StringExpected(1, 64)}";
        return null;
    }
}
