using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tests.Hosting;

internal sealed partial class TestGrid
{
    private int _lastKey;

    public ITariffGrain Tariff(string id) => Grain<ITariffGrain>(GrainKeys.Of(Tenant, id));

    public ITariffFormulaGrain Formula(Guid locationId) => Grain<ITariffFormulaGrain>(GrainKeys.Of(Tenant, locationId));

    public async Task<Tariff> AddTariffAsync(
        string id, TariffDirection direction = TariffDirection.Import, TariffUnit unit = TariffUnit.PerKwh, string? currency = "EUR")
    {
        var made = await Tariff(id).Create(new TariffDefinition(direction, unit, unit == TariffUnit.Scalar ? null : currency));
        made.Refusal.ShouldBeNull();
        return made.Value!.Tariff;
    }

    /// <summary>Pushes rates that hold an hour each, from the first whole hour that may be replaced.</summary>
    public async Task<Outcome<Done>> PushTariffAsync(string id, string? key, params decimal[] perHour)
    {
        var pushed = await Tariff(id).Push(Rates(FirstHourMs, perHour), key ?? $"key-{_lastKey++}");
        await QuietAsync();
        return pushed;
    }

    /// <summary>The first whole hour with an hour's notice.</summary>
    public long FirstHourMs => ((NowMs + TariffPush.NoticeMs + HourMs - 1) / HourMs) * HourMs;

    public static TariffPush Rates(long fromMs, params decimal[] perHour) => TariffPush
        .Check([.. perHour.Select((rate, i) => new TariffValue(fromMs + (i * HourMs), rate))], fromMs + (perHour.Length * HourMs)).Value;

    public Task<Outcome<TariffFormula>> SetFormulaAsync(
        Guid location, string formula, TariffDirection direction = TariffDirection.Import, params (string Name, string TariffId)[] variables) =>
        Formula(location).Set(new SetTariffFormula
        {
            Direction = direction,
            Formula = formula,
            Variables = [.. (variables.Length == 0 ? [("spot", "spot")] : variables).Select(v => new FormulaVariable(v.Name, v.TariffId))],
        });

    /// <summary>How many states are stored under a name.</summary>
    public async Task<int> CountStatesAsync(params string[] names)
    {
        var count = 0;
        foreach (var name in names)
            await foreach (var _ in Database.States.ScanAsync(name, TestContext.Current.CancellationToken))
                count++;
        return count;
    }
}
