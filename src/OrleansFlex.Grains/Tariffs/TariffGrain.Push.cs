using Microsoft.Extensions.Logging;
using OrleansFlex.Contracts;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Tariffs;

public sealed partial class TariffGrain
{
    private readonly Dictionary<Guid, long> _underWay = [];

    /// <inheritdoc/>
    public async Task<Outcome<Done>> Push(TariffPush push, string idempotencyKey)
    {
        if (_tariff is null)
            return Refusal.Of(new TariffUnknown(Id));
        var key = PushRecord.KeyOf(idempotencyKey);
        var sinceMs = NowMs;
        if (_underWay.TryGetValue(key, out var other) && sinceMs - other < PushRecord.LockMs)
            return Refusal.Of(new IdempotencyKeyInFlight());
        _underWay[key] = sinceMs;
        Outcome<bool> pushed;
        try
        {
            pushed = await InTurn(() => PushInTurn(push, key));
        }
        finally
        {
            if (_underWay.TryGetValue(key, out var mine) && mine == sinceMs)
                _underWay.Remove(key);
        }

        if (pushed.Refusal is { } refusal)
            return refusal;
        if (pushed.Value)
            await TellUsers();
        return Done.Instance;
    }

    /// <summary>Carries a push out; true where it changed a rate.</summary>
    private async Task<Outcome<bool>> PushInTurn(TariffPush push, Guid key)
    {
        if (_tariff is not { } tariff)
            return Refusal.Of(new TariffUnknown(Id));
        var nowMs = NowMs;
        var content = push.Digest();
        if (await FindRecord(tariff, key, nowMs) is { } record)
            return record.Content == content ? false : Refusal.Of(new IdempotencyKeyReused());
        if (push.CheckNotice(nowMs).Rejection is { } tooSoon)
            return Refusal.Of(tooSoon);
        if (CheckRecords(nowMs) is { } tooMany)
            return Refusal.Of(tooMany) with { RetryAfterMs = tooMany.RetryAfterMs };

        var stored = await ReadMonths(tariff, push);
        var rewrite = TariffRewrite.Of(
            _index, push, stored.GetValueOrDefault(CalendarMonth.Of(push.FromMs)), stored.GetValueOrDefault(CalendarMonth.Of(push.ToMs)));
        var charge = OverwriteBudget.Charge(tariff.Overwrites, rewrite.Replaced, nowMs);
        if (charge.Rejection is { } exceeded)
            return Refusal.Of(exceeded) with { RetryAfterMs = (exceeded as OverwriteBudgetExceeded)?.RetryAfterMs };

        // What stays the same is not written, and is no change.
        rewrite = rewrite with { Written = rewrite.Written.RemoveAll(written => written.Steps.SameAs(stored.GetValueOrDefault(written.Month))) };
        var hasChanged = rewrite.Written.Length + rewrite.Removed.Length > 0;
        var version = tariff.Revision + (hasChanged ? 1 : 0);
        var index = hasChanged ? _index.With(rewrite, version) : _index;
        if (index.Steps > TariffRewrite.MaximumSteps || rewrite.Written.Any(written => written.Steps.Count > TariffRewrite.MaximumMonthSteps))
            return Refusal.Of(new TooManySteps());

        await Drop(tariff.Series, tariff.Leftovers);
        await Task.WhenAll(rewrite.Written.Select(written =>
            Month(tariff.Series, written.Month).Write(version, _index.Find(written.Month)?.Version ?? 0, written.Steps)));
        var carriedOut = new PushRecord(key, content, nowMs);
        var next = await Remember(
            tariff with { UpdatedAtMs = nowMs, Revision = version, Months = index.Months, Leftovers = rewrite.Removed, Overwrites = charge.Value },
            carriedOut);
        await Save(next);
        Adopted(next);
        Remembered(carriedOut);
        try
        {
            await Drop(tariff.Series, rewrite.Removed);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The push stands; the next one removes what is left over.
            LogLeftover(logger, Id, failure);
        }

        return hasChanged;
    }

    /// <summary>The stored steps of the months that the push writes or cuts into.</summary>
    private async Task<Dictionary<int, RateSteps>> ReadMonths(TariffState tariff, TariffPush push)
    {
        var months = push.Values.Select(value => CalendarMonth.Of(value.AtMs)).Append(CalendarMonth.Of(push.ToMs)).Distinct();
        var entries = months.Select(_index.Find).OfType<TariffMonth>().ToArray();
        var steps = await Task.WhenAll(entries.Select(entry => Month(tariff.Series, entry.Month).Read(entry.Version)));
        return entries.Zip(steps).ToDictionary(
            pair => pair.First.Month,
            pair => pair.Second ?? throw new InvalidOperationException($"Tariff {Id} lacks the version of a month that its index names."));
    }

    private Task Drop(Guid series, IEnumerable<int> months) => Task.WhenAll(months.Select(month => Month(series, month).Drop()));

    [LoggerMessage(2201, LogLevel.Warning, "Months of tariff {TariffId} that have no steps any more could not be removed.")]
    private static partial void LogLeftover(ILogger logger, string tariffId, Exception failure);
}
