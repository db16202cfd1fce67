using System.Diagnostics;
using System.Globalization;
using OrleansFlex.Storage.CrashWriter;

namespace OrleansFlex.Storage.Tests.Sqlite;

/// <summary>Kills a writing process again and again. What it said was written is there, whole, and with its catalog row, event and session.</summary>
[Trait("Category", "Slow")]
public sealed class SqliteCrashTests : IDisposable
{
    private const int Kills = 40;
    private const int Writers = 24;
    private readonly TemporaryFolder _folder = new();
    private readonly long[] _acknowledged = new long[Writers];
    private readonly long[] _appended = new long[Writers];
    private readonly long[] _places = new long[Writers];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_minus_nine_and_none_is_torn()
    {
        var random = new Random(20_261_120);
        var acknowledged = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged += await WriteAndKillAsync(random.Next(1, 400), random.Next(20_000), bySelf: kill % 2 == 0);
            await ShouldHoldAsync(kill);
        }

        acknowledged.ShouldBeGreaterThan(Kills);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {acknowledged} acknowledged writes, none lost, none torn.");
    }

    /// <summary>
    /// Runs the writer until so many acknowledgements have come. Either it kills itself in the very instant after the last one,
    /// where a premature acknowledgement shows, or it is killed from outside a moment later, in the middle of anything.
    /// </summary>
    private async Task<long> WriteAndKillAsync(int enough, int spins, bool bySelf)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansFlex.Storage.CrashWriter");
        var start = new ProcessStartInfo(program, [_folder.Path, $"{Writers}", $"{(bySelf ? enough : 0)}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var lines = 0L;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                Take(line);
                if (++lines != enough || bySelf)
                    continue;

                // Off the rhythm of acknowledgements, so that the kill also falls between them.
                Thread.SpinWait(spins);
                process.Kill();
            }
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync(Ct);
        lines.ShouldBeGreaterThanOrEqualTo(enough, "the writer ended by itself");
        return lines;
    }

    private void Take(string line)
    {
        // The last line may be cut off by the kill.
        if (!line.EndsWith(';'))
            return;
        var parts = line[..^1].Split(' ');
        _acknowledged[int.Parse(parts[0], CultureInfo.InvariantCulture)] = long.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private async Task ShouldHoldAsync(int kill)
    {
        await using var database = await GridDatabase.OpenSqliteAsync(_folder.Path, TimeProvider.System, Ct);
        for (var writer = 0; writer < Writers; writer++)
        {
            var stored = await database.States.ReadAsync(CrashRecord.Key(writer), Ct);
            var number = stored is { } state ? CrashRecord.Verify(state.Json, writer) : 0;

            // One more may have reached the disk without being told.
            number.ShouldBeInRange(_acknowledged[writer], _acknowledged[writer] + 1, $"writer {writer} after kill {kill}");
            var row = await database.Catalog.FindAsync(CrashRecord.Row(writer, 0).Key, Ct);
            (row?.AssetCount ?? 0).ShouldBe((int)number, $"catalog row of writer {writer} after kill {kill}");
            _acknowledged[writer] = number;
            await ShouldHaveRowsAsync(database, writer, number);
        }
    }

    /// <summary>The rows that were appended with the writes since the last kill: all of them, once, in order, and none beyond the state.</summary>
    private async Task ShouldHaveRowsAsync(IGridDatabase database, int writer, long number)
    {
        var client = CrashRecord.Client(writer);
        var events = await database.Events.ReadAsync(client, _places[writer], 10_000, Ct);
        events.Select(stored => stored.Event.Id).ShouldBe(Numbers().Select(CrashRecord.Id), $"events of writer {writer}");
        foreach (var written in Numbers().Append(number + 1).Append(number + 2))
            (await database.Sessions.FindAsync(client, CrashRecord.Id(written), Ct) is not null).ShouldBe(written <= number && written % 2 == 0);
        _appended[writer] = number;
        _places[writer] = events.Count > 0 ? events[^1].Sequence : _places[writer];

        IEnumerable<long> Numbers()
        {
            for (var n = _appended[writer] + 1; n <= number; n++)
                yield return n;
        }
    }
}
