using System.Text.Json.Serialization;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Contracts.Wire;

/// <summary>A row of a charging report on the wire: a local day or month, with its offset, and what the energy cost whose price is known.</summary>
public sealed record ChargingReportBody(
    DateTimeOffset Date,
    ReportStatesBody States,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ValuationBody? Valuation = null)
{
    /// <summary>A row as it is shown.</summary>
    public static ChargingReportBody Of(ChargingReportRow row) => new(row.Date.ToDateTimeOffset(), ReportStatesBody.Of(row), ValuationBody.Of(row.Valuation));
}

/// <summary>Energy in kWh by policy state.</summary>
public sealed record ReportStatesBody(
    [property: JsonPropertyName("UNAVAILABLE")] decimal Unavailable,
    [property: JsonPropertyName("IMMEDIATE:OVERRIDE")] decimal ImmediateOverride,
    [property: JsonPropertyName("SCHEDULE:BATTERY_RESERVE")] decimal BatteryReserve,
    [property: JsonPropertyName("SCHEDULE:REGULAR")] decimal Regular,
    [property: JsonPropertyName("SCHEDULE:OVERRIDE")] decimal UpcomingOverride,
    [property: JsonPropertyName("SCHEDULE:INFLEXIBLE")] decimal Inflexible)
{
    /// <summary>The states of a row as they are shown.</summary>
    public static ReportStatesBody Of(ChargingReportRow row) => new(
        Wire.Kwh(row[StatusState.Unavailable]),
        Wire.Kwh(row[StatusState.ImmediateOverride]),
        Wire.Kwh(row[StatusState.BatteryReserve]),
        Wire.Kwh(row[StatusState.Regular]),
        Wire.Kwh(row[StatusState.UpcomingOverride]),
        Wire.Kwh(row[StatusState.Inflexible]));
}
