using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Gateways;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>A silo with a held clock in which a story plays, and everything by which its people reach it.</summary>
internal sealed class StoryWorld : IAsyncDisposable
{
    private readonly RunningSilo _silo;
    private readonly Dictionary<string, PolicyTeller> _tellers = [];
    private readonly HashSet<string> _settled = [];
    private long _read;

    private StoryWorld(RunningSilo silo, StoryLog log, StoryFleet fleet) => (_silo, Log, Fleet) = (silo, log, fleet);

    public StoryLog Log { get; }

    public StoryFleet Fleet { get; }

    public StoryTime Time => Log.Time;

    public long NowMs => Fleet.NowMs;

    /// <summary>Opens the story's world at a local time of Brussels.</summary>
    public static async Task<StoryWorld> StartAsync(LocalDate firstDay, string firstTime, bool tellsOffset = false)
    {
        var time = new StoryTime(DateTimeZoneProviders.Tzdb["Europe/Brussels"], firstDay, tellsOffset);
        var silo = await (await RunningSilo.StartAsync(
            new SiloOptions { Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = DateTimeOffset.FromUnixTimeMilliseconds(time.At(firstTime)) } },
            new SiloParts(builder => builder.Services
                .AddSingleton<IEventInterest, Everybody>()
                .AddSingleton(provider => new StoryFleet(ActivatorUtilities.CreateInstance<DeviceGateways>(provider), provider.GetRequiredService<TimeProvider>()))
                .AddSingleton<IDeviceGateways>(provider => provider.GetRequiredService<StoryFleet>())
                .AddSingleton<IQuiescence>(provider => provider.GetRequiredService<StoryFleet>())))).SignedInAsync();
        var fleet = silo.Host.App.Services.GetRequiredService<StoryFleet>();
        fleet.Http = silo.Http;
        fleet.Log = new StoryLog(time);
        return new StoryWorld(silo, fleet.Log, fleet);
    }

    public async Task<JsonNode?> Send(string method, string path, string? body = null)
    {
        var (status, answer) = await Ask(method, path, body);
        status.ShouldBeLessThan(300, $"{method} {path}: {answer}");
        return answer;
    }

    public async Task<(int Status, JsonNode? Body)> Ask(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _silo.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Someone does something, as the story tells it.</summary>
    public void Say(string text) => Log.Tell(NowMs, Teller.Person, "", text);

    /// <summary>What was asked for is refused.</summary>
    public void Refused((int Status, JsonNode? Body) answer)
    {
        answer.Status.ShouldBeInRange(400, 499);
        var issues = answer.Body!["issues"]?.AsArray().Select(issue => $"{issue!["path"]} {issue["message"]}") ?? [(string)answer.Body["detail"]!];
        Log.Tell(NowMs, Teller.Silo, "", $"refused with {answer.Status}: {string.Join("; ", issues)}");
    }

    /// <summary>A policy whose events belong to the story.</summary>
    public void Follow(string policyId, string name) => _tellers.Add(policyId, new PolicyTeller(Log, name.Length > 0 ? name + ": " : ""));

    /// <summary>Lets time pass, so that all it causes is done and told.</summary>
    public async Task Until(long ms)
    {
        if (ms > NowMs)
            await Send("POST", "/sandbox/clock", $$"""{"now":"{{Instant(ms)}}"}""");
        await ListenAsync();
    }

    /// <summary>Tells the events since the last time, and demands that what is read now is what was told.</summary>
    public async Task ListenAsync()
    {
        while (await _silo.Host.Database.Events.ReadAsync(RunningSilo.ClientId, _read, 1000, default) is { Count: > 0 } events)
        {
            foreach (var stored in events)
            {
                _read = stored.Sequence;
                if (_tellers.TryGetValue(stored.Event.Entity, out var teller))
                    teller.Tell(JsonNode.Parse(stored.Event.Json.Span)!);
            }
        }

        foreach (var (policyId, teller) in _tellers)
        {
            var status = (await Send("GET", $"/flex/vehicle-policies/{policyId}/status"))!;
            foreach (var member in new[] { "state", "batteryReserve", "settings" })
                JsonNode.DeepEquals(status[member], teller.Status![member]).ShouldBeTrue($"read {status} but told {teller.Status}");
            var session = (await Send("GET", $"/flex/vehicle-policies/{policyId}/session"))!;
            foreach (var member in new[] { "state", "pluggedInAt", "target", "error" })
                JsonNode.DeepEquals(session[member], teller.Session![member]).ShouldBeTrue($"read {session} but told {teller.Session}");
            await SettledAsync(policyId, teller);
        }
    }

    public string Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private async Task SettledAsync(string policyId, PolicyTeller teller)
    {
        var page = (await Send("GET", $"/flex/vehicle-policies/sessions?policyId={policyId}&pageSize=1000"))!["data"]!.AsArray();
        foreach (var session in page.Reverse())
        {
            if (_settled.Add((string)session!["id"]!))
                teller.TellSettled(session);
        }
    }

    private sealed class Everybody : IEventInterest
    {
        public bool IsListening(string client) => true;
    }
}
