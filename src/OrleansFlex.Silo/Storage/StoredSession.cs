using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Silo.Storage;

/// <summary>
/// A settled session as the database keeps it. Names are explicit and enumerations are stored by name; absent members are left out, and
/// members that are unknown are ignored on reading, so that rows outlive changes of the types they came from. Members have setters, because
/// generated code gives init-only ones no default.
/// </summary>
internal sealed record StoredSession
{
    [JsonPropertyName("id")]
    public Guid? Id { get; set; }

    [JsonPropertyName("state")]
    public string State { get; set; } = SessionStates.Settled;

    [JsonPropertyName("policyId")]
    public Guid? PolicyId { get; set; }

    [JsonPropertyName("vehicleId")]
    public Guid VehicleId { get; set; }

    [JsonPropertyName("locationId")]
    public Guid? LocationId { get; set; }

    [JsonPropertyName("userId")]
    public string UserId { get; set; } = "";

    [JsonPropertyName("pluggedInAtMs")]
    public long? PluggedInAtMs { get; set; }

    [JsonPropertyName("pluggedOutAtMs")]
    public long? PluggedOutAtMs { get; set; }

    [JsonPropertyName("blocks")]
    public IReadOnlyList<StoredSessionBlock> Blocks { get; set; } = [];

    [JsonPropertyName("ledger")]
    public IReadOnlyList<StoredEnergy> Ledger { get; set; } = [];

    [JsonPropertyName("batteryFrom")]
    public double? BatteryFrom { get; set; }

    [JsonPropertyName("batteryTo")]
    public double? BatteryTo { get; set; }

    [JsonPropertyName("target")]
    public StoredTarget? Target { get; set; }

    [JsonPropertyName("outcome")]
    public StoredOutcome? Outcome { get; set; }

    [JsonPropertyName("error")]
    public string? Error { get; set; }

    [JsonPropertyName("valuation")]
    public StoredValuation? Valuation { get; set; }

    public static byte[] Write(ChargingSession session) => JsonSerializer.SerializeToUtf8Bytes(Of(session), StoredSessionJson.Default.StoredSession);

    public static ChargingSession Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, StoredSessionJson.Default.StoredSession)!.ToSession();

    private static StoredSession Of(ChargingSession session) => new()
    {
        Id = session.Id,
        State = session.State,
        PolicyId = session.PolicyId,
        VehicleId = session.VehicleId,
        LocationId = session.LocationId,
        UserId = session.UserId,
        PluggedInAtMs = session.PluggedInAtMs,
        PluggedOutAtMs = session.PluggedOutAtMs,
        Blocks = [.. session.Blocks.Select(block => new StoredSessionBlock(block.Type, block.StartMs, block.EndMs, block.MilliWh))],
        Ledger = [.. session.Ledger.Select(entry => new StoredEnergy(entry.QuarterMs, entry.State, entry.MilliWh, entry.Cost))],
        BatteryFrom = session.BatteryFrom,
        BatteryTo = session.BatteryTo,
        Target = session.Target is { } target ? StoredTarget.Of(target) : null,
        Outcome = session.Outcome is { } outcome ? StoredOutcome.Of(outcome) : null,
        Error = session.Error,
        Valuation = session.Valuation is { } value ? new StoredValuation(value.Currency, value.Actual, value.Immediate) : null,
    };

    private ChargingSession ToSession() => new()
    {
        Id = Id,
        State = State,
        PolicyId = PolicyId,
        VehicleId = VehicleId,
        LocationId = LocationId,
        UserId = UserId,
        PluggedInAtMs = PluggedInAtMs,
        PluggedOutAtMs = PluggedOutAtMs,
        Blocks = [.. Blocks.Select(block => new SessionBlock(block.Type, block.StartMs, block.EndMs, block.MilliWh))],
        Ledger = [.. Ledger.Select(entry => new EnergyEntry(entry.QuarterMs, entry.State, entry.MilliWh, entry.Cost))],
        BatteryFrom = BatteryFrom,
        BatteryTo = BatteryTo,
        Target = Target?.ToTarget(),
        Outcome = Outcome?.ToOutcome(),
        Error = Error,
        Valuation = Valuation is { } value ? new SessionValuation(value.Currency, value.Actual, value.Immediate) : null,
    };
}
