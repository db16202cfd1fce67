using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Silo.Pricing;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>The rates of a tariff over local dates, on the wire. The first is the one in force at the start; gaps tell where nothing is known.</summary>
public sealed record TariffSeriesBody(
    string TariffId,
    string Direction,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Currency,
    string Per,
    string From,
    string To,
    string TimezoneName,
    IReadOnlyList<TariffValueBody> Values,
    IReadOnlyList<PriceGapBody> Gaps)
{
    /// <summary>Writes a reading; null where it holds no rate at all.</summary>
    public static TariffSeriesBody? Of(TariffReading reading, LocalDate from, LocalDate to, long endMs, DateTimeZone zone)
    {
        var (steps, tariff) = (reading.Steps, TariffBody.Of(reading.Tariff));
        var values = new List<TariffValueBody>(steps.Count);
        var gaps = new List<PriceGapBody>();
        for (var i = 0; i < steps.Count; i++)
        {
            var start = Wire.Local(steps.StartsMs[i], zone);
            if (steps.Rates[i] is { } rate)
                values.Add(new TariffValueBody(start, Wire.Plain(rate)));
            else
                gaps.Add(new PriceGapBody(start, Wire.Local(i + 1 < steps.Count ? steps.StartsMs[i + 1] : endMs, zone)));
        }

        return values.Count == 0
            ? null
            : new(tariff.Id, tariff.Direction, tariff.Currency, tariff.Per, LocalDatePattern.Iso.Format(from), LocalDatePattern.Iso.Format(to), zone.Id, values, gaps);
    }
}

/// <summary>A rate from an instant on.</summary>
public sealed record TariffValueBody(DateTimeOffset At, decimal Rate);
