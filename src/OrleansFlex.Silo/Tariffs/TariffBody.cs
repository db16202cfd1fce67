using System.Text.Json.Serialization;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>A tariff on the wire. A scalar has no currency.</summary>
public sealed record TariffBody(
    string Id,
    string Direction,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Currency,
    string Per,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static TariffBody Of(Tariff tariff) => new(
        tariff.Id,
        TariffWords.Of(tariff.Definition.Direction),
        tariff.Definition.Currency,
        TariffWords.Of(tariff.Definition.Unit),
        Wire.Instant(tariff.CreatedAtMs),
        Wire.Instant(tariff.UpdatedAtMs));
}
