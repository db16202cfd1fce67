using System.Text.Json.Serialization;
using NodaTime;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tariffs;
using OrleansFlex.Silo.Paging;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>What a location's formula yields over local dates, on the wire: one page of intervals.</summary>
public sealed record ResolvedTariffBody(
    Guid LocationId,
    string Direction,
    string Currency,
    string Per,
    string From,
    string To,
    string TimezoneName,
    IReadOnlyList<ResolvedIntervalBody> Intervals,
    PageLinks Pagination);

/// <summary>An interval with one rate, or with the reason why it has none and the tariffs that lack data.</summary>
public sealed record ResolvedIntervalBody(
    DateTimeOffset From,
    DateTimeOffset To,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Rate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Missing)
{
    public static ResolvedIntervalBody Of(FormulaRates rates, int interval, DateTimeZone zone)
    {
        var (from, to) = (Wire.Local(rates.Rates.StartMs(interval), zone), Wire.Local(rates.Rates.EndOf(interval), zone));
        return rates.Rates.Rate(interval) is { } rate
            ? new(from, to, "RESOLVED", Wire.Plain(rate), null, null)
            : new(from, to, "UNRESOLVED", null, Word(rates.Rates.Reason(interval)), [.. rates.Rates.Missing(interval).Select(i => rates.TariffIds[i]).Distinct()]);
    }

    private static string Word(UnresolvedReason reason) => reason switch
    {
        UnresolvedReason.DivisionByZero => "DIVISION_BY_ZERO",
        UnresolvedReason.Overflow => "OVERFLOW",
        _ => "MISSING_DATA",
    };
}
