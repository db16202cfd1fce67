using System.Text.Json.Nodes;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>What holds of every status and session, whatever the story.</summary>
internal static class PolicyChecks
{
    /// <summary>Blocks in order, which last and do not overlap.</summary>
    public static List<(string State, long FromMs, long ToMs)> Of(JsonNode blocks, string state, string from, string to)
    {
        var read = blocks.AsArray().Select(block => ((string)block![state]!, PolicyTeller.Ms(block[from])!.Value, PolicyTeller.Ms(block[to])!.Value)).ToList();
        for (var i = 0; i < read.Count; i++)
        {
            var (what, fromMs, toMs) = read[i];
            toMs.ShouldBeGreaterThan(fromMs, blocks.ToJsonString());
            if (i == 0)
                continue;
            fromMs.ShouldBeGreaterThanOrEqualTo(read[i - 1].Item3, blocks.ToJsonString());
            // Neighbours of one kind are one block.
            (fromMs == read[i - 1].Item3 && what == read[i - 1].Item1).ShouldBeFalse(blocks.ToJsonString());
        }

        return read;
    }

    /// <summary>A session whose parts add up.</summary>
    public static void Session(JsonNode session)
    {
        Of(session["blocks"]!, "type", "startAt", "endAt");
        if (session["statistics"]!["aggregated"] is not { } sums)
        {
            ((string)session["state"]!).ShouldBe("UPCOMING");
            return;
        }

        var series = session["statistics"]!["timeseries"]!.AsArray().Sum(interval => (decimal)interval!["kwh"]!);
        ((decimal)sums["kwhSum"]!).ShouldBe(series, session.ToJsonString());
        if ((string)session["state"]! == "SETTLED")
            session["blocks"]!.AsArray().Sum(block => (decimal)block!["kwhSum"]!).ShouldBe(series, session.ToJsonString());
        if (session["outcome"]!["latest"] is { } outcome && session["target"]!["latest"] is { } target && outcome["targetId"] is { } of)
            ((int)of).ShouldBe((int)target["id"]!, session.ToJsonString());
    }
}
