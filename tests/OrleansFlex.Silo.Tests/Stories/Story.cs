using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>
/// A story: a household at home in Brussels with a car under a policy, what its people do and when, and how it is told. Prices of every day
/// are low at night, from 01:00 to 05:00, and high in the evening, unless the story says otherwise.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    public static readonly (double, double) Home = (50.85, 4.35);

    public static readonly LocalDate Winter = new(2026, 1, 12);

    private readonly SortedDictionary<(long AtMs, int Number), Func<Task>> _script = [];
    private readonly List<(string PolicyId, string Name)> _policies = [];
    private readonly List<string> _ending = [];

    private Story(StoryWorld world, string title) => (World, Title) = (world, title);

    public StoryWorld World { get; }

    public string Title { get; }

    public StoryCar Car { get; private set; } = null!;

    public string HomeId { get; private set; } = "";

    public string PolicyId => _policies[0].PolicyId;

    /// <summary>A household with one car that is on the road.</summary>
    public static async Task<Story> StartAsync(
        string title, LocalDate? firstDay = null, string firstTime = "Mon 12:00", CarModel? model = null, int reserve = 20, int target = 80, string deadline = "07:00", string values = "", bool tellsOffset = false, bool hasCar = true)
    {
        var story = new Story(await StoryWorld.StartAsync(firstDay ?? Winter, firstTime, tellsOffset), title);
        story.HomeId = await story.LocationAsync("home", Home);
        await story.World.Send("POST", "/flex/zones/BE", """{"currency":"EUR"}""");
        await story.PriceAsync(firstTime, 9 * 24, values);
        if (!hasCar)
            return story;
        story.Car = await story.CarAsync("", model ?? new CarModel());
        await story.PolicyAsync(story.Car, story.HomeId, "", reserve, target, deadline);
        return story;
    }

    public async Task<string> LocationAsync(string name, (double Latitude, double Longitude) place) =>
        (string)(await World.Send("POST", "/users/anna/locations", FormattableString.Invariant(
            $$"""{"name":"{{name}}","latitude":{{place.Latitude}},"longitude":{{place.Longitude}},"timezoneName":"Europe/Brussels","zone":"BE","area":"{{name}}"}""")))!["id"]!;

    public async Task<StoryCar> CarAsync(string name, CarModel model)
    {
        var linked = (await World.Send("POST", "/users/anna/devices", FormattableString.Invariant(
            $$"""{"type":"vehicle","vendor":"{{model.Vendor}}","ratings":{"maxPowerKw":{{model.MaxPowerKw}},"minPowerKw":1.4,"batteryCapacityKwh":{{model.CapacityKwh}},"efficiency":0.9} }""")))!;
        var car = new StoryCar(World.Fleet, Guid.Parse((string)linked["id"]!), name, model);
        await car.Set(_ => { });
        return car;
    }

    public async Task<string> PolicyAsync(StoryCar car, string locationId, string name, int reserve, int target, string deadline)
    {
        var made = (await World.Send("POST", "/flex/vehicle-policies",
            $$"""{"vehicleId":"{{car.Id}}","locationId":"{{locationId}}","batteryReserve":{{reserve}},"schedule":{{Schedule(target, deadline)}} }"""))!;
        var id = (string)made["id"]!;
        Follow(id, name);
        return id;
    }

    /// <summary>The price of energy at home by local hour and day, for some hours: cheap at night, dear in the evening.</summary>
    /// <param name="from">From when.</param>
    /// <param name="hours">For how long.</param>
    /// <param name="values">Other values from a local time on, such as <c>Wed 12:00 -0.1, Wed 14:00 0.2</c>.</param>
    /// <param name="area">Of which area.</param>
    public async Task PriceAsync(string from, int hours, string values = "", string area = "home")
    {
        var fromMs = World.Time.At(from);
        var prices = new SortedDictionary<long, decimal>();
        for (var hour = 0; hour < hours; hour++)
        {
            var ms = fromMs + (hour * 3_600_000L);
            var of = int.Parse(World.Time.Of(ms)[4..6], CultureInfo.InvariantCulture);
            prices[ms] = of switch { >= 1 and < 5 => 0.10m, >= 17 and < 21 => 0.40m, _ => 0.25m };
        }

        foreach (var value in values.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            prices[World.Time.At(value[..9])] = decimal.Parse(value[10..], CultureInfo.InvariantCulture);
        var items = prices.Select(price => FormattableString.Invariant($$"""{"at":"{{World.Instant(price.Key)}}","price":{{price.Value}}}"""));
        await World.Send("PUT", $"/flex/price-signals/BE/areas/{area}",
            $$"""{"currency":"EUR","to":"{{World.Instant(fromMs + (hours * 3_600_000L))}}","values":[{{string.Join(",", items)}}]}""");
    }

    /// <summary>Tells the events of another policy too.</summary>
    public void Follow(string policyId, string name)
    {
        _policies.Add((policyId, name));
        World.Follow(policyId, name);
    }

    public Task OverrideAsync(string body, int policy = 0) => World.Send("POST", $"/flex/vehicle-policies/{_policies[policy].PolicyId}/overrides", body);

    public Task PatchAsync(string schedule) => World.Send("PATCH", $"/flex/vehicle-policies/{PolicyId}", $$"""{"schedule":{{schedule}} }""");

    /// <summary>Asks for what is refused, and tells why.</summary>
    public async Task RefusedAsync(string method, string path, string body) => World.Refused(await World.Ask(method, path, body));

    /// <summary>Something happens at a local time.</summary>
    public Story At(string local, Func<Story, Task> act)
    {
        _script.Add((World.Time.At(local), _script.Count), () => act(this));
        return this;
    }

    /// <summary>Someone does something at a local time, as it is told.</summary>
    public Story At(string local, string told, Func<Story, Task> act) => At(local, story =>
    {
        World.Say(told);
        return act(story);
    });

    public Story Leaves(params string[] times) => times.Aggregate(this, (story, local) => story.At(local, _ => Car.Leave()));

    /// <summary>The driver comes home and plugs in.</summary>
    /// <param name="local">When.</param>
    /// <param name="usedPoints">What the way took of the battery, points.</param>
    public Story Returns(string local, double usedPoints) => At(local, _ => Car.PlugIn(Home, usedPoints));

    /// <summary>Working days on which nothing in particular happens.</summary>
    public Story Commutes(params string[] days) => days.Aggregate(this, (story, day) => story.Leaves(day + " 07:40").Returns(day + " 17:50", 25));

    /// <summary>Plays the script up to a time, tells the energy of each day, and compares the story with the one on file.</summary>
    public async Task Ends(string local, string name)
    {
        try
        {
            await PlayAsync(local);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The story broke off:\n{World.Log.Text(Title, _ending)}", failure);
        }

        GoldenStory.Check(name, World.Log.Text(Title, _ending));
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    public static string Schedule(int target, string deadline) => "{" + string.Join(",", new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }
        .Select(day => $$""" "{{day}}":{"deadline":"{{deadline}}","minimumChargeTarget":{{target}}}""")) + "}";

    private async Task PlayAsync(string local)
    {
        foreach (var ((atMs, _), act) in _script)
        {
            await World.Until(atMs);
            await act();
            await World.ListenAsync();
        }

        var firstDay = World.Time.DateOf(_script.First().Key.AtMs);
        await World.Until(World.Time.At(local));
        foreach (var (policyId, policyName) in _policies)
            await ReportAsync(policyId, policyName, firstDay);
    }

    private async Task ReportAsync(string policyId, string name, LocalDate firstDay)
    {
        var lastDay = World.Time.DateOf(World.NowMs).PlusDays(1);
        var rows = (await World.Send("GET", $"/flex/vehicle-policies/{policyId}/charging-report?startDate={firstDay:yyyy-MM-dd}T00:00:00Z&endDate={lastDay:yyyy-MM-dd}T00:00:00Z"))!.AsArray();
        decimal sum = 0;
        foreach (var row in rows)
        {
            var states = row!["states"]!.AsObject();
            var day = states.Sum(state => (decimal)state.Value!);
            sum += day;
            var parts = states.Where(state => (decimal)state.Value! != 0).Select(state => $"{state.Key} {StoryCar.Kwh((double)state.Value!)}");
            _ending.Add($"report {(name.Length > 0 ? name + " " : "")}{((string)row["date"]!)[..10]} {StoryCar.Kwh((double)day)} {string.Join(", ", parts)}".TrimEnd());
        }

        var settled = (await World.Send("GET", $"/flex/vehicle-policies/sessions?policyId={policyId}&pageSize=1000"))!["data"]!.AsArray();
        var running = (await World.Send("GET", $"/flex/vehicle-policies/{policyId}/session"))!;
        sum.ShouldBe(settled.Append(running).Sum(session => (decimal?)session!["statistics"]!["aggregated"]?["kwhSum"] ?? 0));
    }
}
