using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

public sealed partial class TariffGrain
{
    /// <inheritdoc/>
    public async Task<TariffReading?> Read(long fromMs, long toMs)
    {
        while (_tariff is { } tariff)
        {
            var index = _index;
            var entries = index.Between(CalendarMonth.Of(fromMs), CalendarMonth.Of(toMs - 1)).ToArray();
            var months = await Task.WhenAll(entries.Select(entry => Month(tariff.Series, entry.Month).Read(entry.Version)));
            if (Array.TrueForAll(months, month => month is not null))
                return new TariffReading(tariff.ToTariff(Id), index.Read(fromMs, toMs, months!));
            // A month was replaced twice in the meantime, or removed; then the index has moved on.
            if (ReferenceEquals(index, _index))
                throw new InvalidOperationException($"Tariff {Id} lacks the version of a month that its index names.");
        }

        return null;
    }
}
