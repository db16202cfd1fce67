using System.Globalization;
using System.Text.Json.Nodes;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>Tells what a policy's events say, as far as it is new. It demands of each what must hold at all times.</summary>
internal sealed class PolicyTeller(StoryLog log, string prefix)
{
    // Plans are told to the minute; one that only follows the seconds of a late start is no news.
    private const long DriftMs = 90_000;

    private readonly Dictionary<string, string> _told = [];
    private List<(string State, long FromMs, long ToMs)> _blocks = [];

    /// <summary>The status as it was told last.</summary>
    public JsonNode? Status { get; private set; }

    /// <summary>The session as it was told last.</summary>
    public JsonNode? Session { get; private set; }

    public void Tell(JsonNode told)
    {
        var atMs = Ms(told["createdAt"])!.Value;
        if (told["policyStatus"] is { } status)
            TellStatus(atMs, status);
        else if (told["session"] is { } session)
            TellSession(atMs, session);
    }

    private void TellStatus(long atMs, JsonNode status)
    {
        Status = status;
        var words = new List<string>();
        var state = (string)status["state"]!;
        var isNew = News("state", state);
        var regular = status["settings"]!["regularSchedule"]!;
        var readyByMs = Ms(regular["readyBy"])!.Value;
        var deadline = (string)regular["deadline"]!;
        Add(words, "deadline", $"ready by {log.Time.Of(readyByMs)}{(deadline == log.Time.ClockOf(readyByMs) ? "" : $", which is {deadline},")} with {Percent(regular["minimumChargeTarget"])}");
        Add(words, "override", status["settings"]!["override"] is { } wish ? Override(wish) : "no override", "no override");
        var blocks = PolicyChecks.Of(status["session"]!["blocks"]!, "statusState", "estimatedStartAt", "estimatedEndAt")
            .Where(block => block.ToMs > atMs).ToList();
        if (!IsSame(blocks))
            words.Add(blocks.Count == 0 ? "nothing planned" : "plan " + string.Join(", ", blocks.Select(block => Block(block, state))));
        _blocks = blocks;
        if (isNew || words.Count > 0)
            log.Tell(atMs, Teller.Silo, prefix, $"status {(isNew ? state : "")}{(isNew && words.Count > 0 ? ", " : "")}{string.Join(", ", words)}");
    }

    private void TellSession(long atMs, JsonNode session)
    {
        Session = session;
        PolicyChecks.Session(session);
        var words = new List<string>();
        var isNew = News("session", (string)session["state"]!);
        if (session["target"]!["latest"] is { } target)
            Add(words, "target", Target(target));
        // What is foreseen between sessions follows from the settings alone.
        var isRunning = session["pluggedInAt"] is not null;
        Add(words, "outcome", isRunning && session["outcome"]!["latest"] is { } outcome ? Outcome(outcome, atMs) : "nothing foreseen", isRunning ? null : "nothing foreseen");
        Add(words, "error", session["error"]!["latest"] is { } error ? (string)error["type"]! : "no error", "no error");
        if (isNew || words.Count > 0)
            log.Tell(atMs, Teller.Silo, prefix, $"session {(isNew ? (string)session["state"]! : "")}{(isNew && words.Count > 0 ? ", " : "")}{string.Join(", ", words)}");
    }

    /// <summary>Tells a session that has settled, and demands that its parts add up.</summary>
    public void TellSettled(JsonNode session)
    {
        PolicyChecks.Session(session);
        var sums = session["statistics"]!["aggregated"]!;
        var blocks = PolicyChecks.Of(session["blocks"]!, "type", "startAt", "endAt");
        var parts = blocks.Select((block, i) => $"{block.State} {log.Time.Of(block.FromMs, block.ToMs)} {Kwh(session["blocks"]![i]!["kwhSum"])}");
        var outcome = session["outcome"]!["latest"] is { } latest ? Outcome(latest, long.MaxValue) : "no outcome";
        var text = $"session SETTLED: {Kwh(sums["kwhSum"])}, {Percent(sums["batteryFrom"])} to {Percent(sums["batteryTo"])}, {outcome}"
            + (blocks.Count == 0 ? ", no blocks" : $"; {string.Join(", ", parts)}")
            + (session["error"]!["latest"] is { } error ? $"; {error["type"]}" : "");
        log.Tell(Ms(session["pluggedOutAt"])!.Value, Teller.Account, prefix, text);
    }

    internal static long? Ms(JsonNode? instant) =>
        instant is null ? null : DateTimeOffset.Parse((string)instant!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private string Target(JsonNode target) => (string)target["type"]! == "IMMEDIATE_START"
        ? $"target {target["id"]}: {Percent(target["minimumChargeTarget"])} at once"
        : $"target {target["id"]}: {Percent(target["minimumChargeTarget"])} by {log.Time.Of(Ms(target["readyBy"])!.Value)}"
            + ((string)target["source"]! == "POLICY" ? "" : " as the driver wishes");

    private string Override(JsonNode wish) => (string)wish["type"]! == "IMMEDIATE_START"
        ? $"override: {Percent(wish["minimumChargeTarget"])} at once"
        : $"override:{(wish["minimumChargeTarget"] is { } target ? $" {Percent(target)}" : "")}{(Ms(wish["readyBy"]) is { } readyBy ? $" by {log.Time.Of(readyBy)}" : "")}";

    private string Outcome(JsonNode outcome, long atMs)
    {
        var of = outcome["targetId"] is { } id ? $" (target {id})" : "";
        var reached = Ms(outcome["minimumChargeTargetReachedAt"]) is { } reachedMs && reachedMs <= atMs ? $", reached {log.Time.Of(reachedMs)}" : "";
        var tense = atMs == long.MaxValue || reached.Length > 0 ? "" : " foreseen";
        return ((string?)outcome["state"] ?? "immediate start") switch
        {
            "OFF_TARGET" => $"OFF_TARGET{tense} at {Percent(outcome["batteryLevelAtReadyBy"])}{of}",
            var state => $"{state}{tense}{reached}{of}",
        };
    }

    private string Block((string State, long FromMs, long ToMs) block, string state) =>
        log.Time.Of(block.FromMs, block.ToMs) + (block.State == state ? "" : $" {block.State}");

    private bool IsSame(List<(string State, long FromMs, long ToMs)> blocks) => blocks.Count == _blocks.Count && blocks.Zip(_blocks).All(pair =>
        pair.First.State == pair.Second.State
        && Math.Abs(pair.First.FromMs - pair.Second.FromMs) <= DriftMs
        && Math.Abs(pair.First.ToMs - pair.Second.ToMs) <= DriftMs);

    private void Add(List<string> words, string key, string value, string? unsaid = null)
    {
        var isFirst = !_told.ContainsKey(key);
        if (News(key, value) && !(isFirst && value == unsaid))
            words.Add(value);
    }

    private bool News(string key, string value)
    {
        if (_told.TryGetValue(key, out var before) && before == value)
            return false;
        _told[key] = value;
        return true;
    }

    private static string Percent(JsonNode? level) => level is null ? "an unknown level" : StoryCar.Percent((double)level);

    private static string Kwh(JsonNode? kwh) => StoryCar.Kwh((double)kwh!);
}
