using System.Globalization;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Sandbox;

/// <summary>A silo with simulated households on a held clock: prices come, drivers change their minds, devices fail.</summary>
internal sealed class SandboxMonth : IAsyncDisposable
{
    private static readonly string[] Faults = ["FAIL", "VANISH", "IGNORE_COMMANDS"];
    private static readonly string[] Acts = ["UNPLUG", "PLUG_IN", "DRIVE_AWAY", "START_CHARGING", "STOP_CHARGING"];

    private readonly RunningSilo _silo;
    private readonly Random _random;

    private SandboxMonth(RunningSilo silo, DateTimeOffset start, int seed)
    {
        _silo = silo;
        Start = Now = start;
        _random = new Random(seed);
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Each policy with its vehicle.</summary>
    public List<(string Policy, string Vehicle)> Policies { get; } = [];

    public static async Task<SandboxMonth> StartAsync(DateTimeOffset start, string timezone, int households, int seed)
    {
        var silo = await (await RunningSilo.StartAsync(new SiloOptions
        {
            Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = start },
        })).SignedInAsync();
        var month = new SandboxMonth(silo, start, seed);
        await month.SendAsync("POST", "/sandbox/households",
            $$"""{"count":{{households}},"zone":"Z","area":"A","timezoneName":"{{timezone}}","seed":{{seed}},"mix":{"vehicle":5,"vehicle+solar":2,"vehicle+battery":1,"vehicle+charger":1,"hvac":1} }""");
        await month.SendAsync("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
        foreach (var policy in await month.AllAsync("/flex/vehicle-policies?"))
            month.Policies.Add(((string)policy["id"]!, (string)policy["vehicleId"]!));
        return month;
    }

    /// <summary>One day, with tomorrow's prices and whatever happens at some hour to some of the cars.</summary>
    public async Task DayAsync()
    {
        var midnight = Now.AddHours(12 - Now.Hour);
        var values = string.Join(',', Enumerable.Range(0, 24).Select(hour => $$"""{"at":"{{Text(midnight.AddHours(hour))}}","price":{{(_random.Next(-3, 40) / 100m).ToString(CultureInfo.InvariantCulture)}}}"""));
        await SendAsync("PUT", "/flex/price-signals/Z/areas/A", $$"""{"currency":"EUR","to":"{{Text(midnight.AddHours(24))}}","values":[{{values}}]}""");
        for (var hours = 0; hours < 24;)
        {
            var by = _random.Next(3, 12);
            await AdvanceAsync(TimeSpan.FromHours(by) + TimeSpan.FromSeconds(_random.Next(600)));
            hours += by;
            await DisturbAsync(Policies[_random.Next(Policies.Count)]);
        }
    }

    /// <summary>Every device works again and has reported.</summary>
    public async Task RepairAsync()
    {
        foreach (var (_, vehicle) in Policies)
            await SendAsync("POST", $"/sandbox/devices/{vehicle}", """{"fault":"NONE"}""");
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        Now += by;
        await SendAsync("POST", "/sandbox/clock", $$"""{"now":"{{Text(Now)}}"}""");
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await SendAsync("GET", path))!;

    /// <summary>All pages of a list.</summary>
    public async Task<List<JsonNode>> AllAsync(string path)
    {
        var all = new List<JsonNode>();
        string? after = null;
        do
        {
            var page = await GetAsync($"{path}&pageSize=20{(after is null ? "" : $"&after={after}")}");
            all.AddRange(page["data"]!.AsArray().Select(item => item!.DeepClone()));
            after = (string?)page["pagination"]!["after"];
        }
        while (after is not null);
        return all;
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private async Task DisturbAsync((string Policy, string Vehicle) one)
    {
        var (path, body) = _random.Next(6) switch
        {
            0 => ($"/sandbox/devices/{one.Vehicle}", $$"""{"fault":"{{Faults[_random.Next(Faults.Length)]}}"}"""),
            1 => ($"/sandbox/devices/{one.Vehicle}", """{"fault":"NONE"}"""),
            2 => ($"/sandbox/devices/{one.Vehicle}", $$"""{"action":"{{Acts[_random.Next(Acts.Length)]}}"}"""),
            3 => ($"/flex/vehicle-policies/{one.Policy}/overrides", $$"""{"type":"IMMEDIATE_START","target":{{_random.Next(40, 80)}}}"""),
            4 => ($"/flex/vehicle-policies/{one.Policy}/overrides", $$"""{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":{{_random.Next(50, 100)}},"readyBy":"{{Text(Now.AddHours(_random.Next(1, 20)))}}"}"""),
            _ => ($"/sandbox/devices/{one.Vehicle}", $$"""{"chargeLimit":{{_random.Next(70, 100)}}}"""),
        };
        // An override may be set already, or its target be above the limit.
        using var answer = await _silo.Http.PostJson(path, body);
        ((int)answer.StatusCode).ShouldBeLessThan(500, $"{path} {body}");
    }

    private async Task<string> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _silo.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeLessThan(300, $"{method} {path}: {text}");
        return text;
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
