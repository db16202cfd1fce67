using System.Diagnostics;

namespace OrleansFlex.Benchmarks.Silo;

/// <summary>What a silo did and spent since it was last asked: where it falls behind, these tell whether by processors or by the disk.</summary>
internal sealed class HourlyEffort
{
    private readonly SiloProcess _silo;
    private readonly EventCounter _listener;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private Totals _last;

    private HourlyEffort(SiloProcess silo, EventCounter listener) => (_silo, _listener) = (silo, listener);

    /// <summary>Begins to count.</summary>
    public static async Task<HourlyEffort> BeginAsync(SiloProcess silo, EventCounter listener)
    {
        var effort = new HourlyEffort(silo, listener);
        effort._last = await effort.NowAsync();
        return effort;
    }

    /// <summary>The rates since the last time, or since the beginning, in words.</summary>
    public async Task<string> SinceLastAsync()
    {
        var (last, now) = (_last, await NowAsync());
        _last = now;
        var took = now.Seconds - last.Seconds;
        return $"{(now.Reports - last.Reports) / took,5:F0} reports/s, {(now.Commands - last.Commands) / took,4:F0} commands/s, "
            + $"{(now.Events - last.Events) / took,5:F0} events/s, {(now.Processor - last.Processor) / took,4:F2} cores, "
            + $"{(now.Bytes - last.Bytes) / took / 1e6,4:F0} MB/s written";
    }

    private async Task<Totals> NowAsync()
    {
        var load = await _silo.GetAsync("/sandbox/load");
        return new Totals(
            _watch.Elapsed.TotalSeconds,
            load.GetProperty("reports").GetInt64(),
            load.GetProperty("commands").GetInt64(),
            _listener.Count,
            _silo.ProcessorTime.TotalSeconds,
            _silo.BytesWritten);
    }

    private readonly record struct Totals(double Seconds, long Reports, long Commands, long Events, double Processor, long Bytes);
}
