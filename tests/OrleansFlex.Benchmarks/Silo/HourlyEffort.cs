using System.Diagnostics;

namespace OrleansFlex.Benchmarks.Silo;

/// <summary>What a silo did and spent since it was last asked: where it falls behind, these tell whether by processors or by the disk.</summary>
internal sealed class HourlyEffort(SiloProcess silo, EventCounter listener)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private (double Seconds, long Reports, long Commands, long Events, double Processor, long Bytes) _last;

    /// <summary>The rates since the last time, in words.</summary>
    public async Task<string> SinceLastAsync()
    {
        var load = await silo.GetAsync("/sandbox/load");
        var now = (
            Seconds: _watch.Elapsed.TotalSeconds,
            Reports: load.GetProperty("reports").GetInt64(),
            Commands: load.GetProperty("commands").GetInt64(),
            Events: listener.Count,
            Processor: silo.ProcessorTime.TotalSeconds,
            Bytes: silo.BytesWritten);
        var took = now.Seconds - _last.Seconds;
        var words = $"{(now.Reports - _last.Reports) / took,5:F0} reports/s, {(now.Commands - _last.Commands) / took,4:F0} commands/s, "
            + $"{(now.Events - _last.Events) / took,5:F0} events/s, {(now.Processor - _last.Processor) / took,4:F2} cores, "
            + $"{(now.Bytes - _last.Bytes) / took / 1e6,4:F0} MB/s written";
        _last = now;
        return words;
    }
}
