using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

/// <content>The pushes of a day: the newest in the tariff's own record, so that they are stored with their effect; older ones on pages.</content>
public sealed partial class TariffGrain
{
    private const int PageSize = 128;

    // Read on the first push after the activation, in the order of time.
    private Queue<PushRecord>? _records;
    private readonly Dictionary<Guid, PushRecord> _recordsByKey = [];

    private async Task<PushRecord?> FindRecord(TariffState tariff, Guid key, long nowMs)
    {
        if (_records is null)
        {
            var pages = await Task.WhenAll(tariff.Pages.Select(page => Page(tariff.Series, page.Number).Read()));
            _records = new Queue<PushRecord>();
            foreach (var record in pages.SelectMany(page => page).Concat(tariff.Recent))
                Remembered(record);
        }

        while (_records.TryPeek(out var oldest) && !oldest.IsKept(nowMs))
        {
            _records.Dequeue();
            _recordsByKey.Remove(oldest.Key);
        }

        return _recordsByKey.TryGetValue(key, out var known) ? known : null;
    }

    private TooManyPushes? CheckRecords(long nowMs) =>
        _records!.Count < PushRecord.Maximum ? null : new TooManyPushes(_records.Peek().AtMs + PushRecord.RetentionMs - nowMs);

    /// <summary>The state that remembers a push as well. Full pages are stored first; they mean nothing before the state names them.</summary>
    private async Task<TariffState> Remember(TariffState next, PushRecord record)
    {
        var recent = next.Recent.RemoveAll(each => !each.IsKept(record.AtMs)).Add(record);
        var pages = next.Pages;
        foreach (var page in pages.Where(page => page.LastAtMs + PushRecord.RetentionMs <= record.AtMs))
        {
            await Page(next.Series, page.Number).Drop();
            pages = pages.Remove(page);
        }

        if (recent.Length >= PageSize)
        {
            var number = pages.IsEmpty ? 0 : pages[^1].Number + 1;
            await Page(next.Series, number).Write(recent);
            pages = pages.Add(new LedgerPage(number, record.AtMs));
            recent = [];
        }

        return next with { Recent = recent, Pages = pages };
    }

    private void Remembered(PushRecord record)
    {
        _records!.Enqueue(record);
        _recordsByKey[record.Key] = record;
    }

    private void ForgetRecords()
    {
        _records = null;
        _recordsByKey.Clear();
    }
}
