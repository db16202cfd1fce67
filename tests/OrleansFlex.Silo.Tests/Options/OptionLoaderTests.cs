using System.Collections;
using System.Reflection;
using System.Text.Json;
using OrleansFlex.Silo.Options;

namespace OrleansFlex.Silo.Tests.Options;

public sealed class OptionLoaderTests
{
    [Fact]
    public void Nothing_configured_gives_the_defaults() => Same(Load(null), new SiloOptions());

    [Fact]
    public void The_annotated_file_loads_names_every_setting_and_holds_the_defaults()
    {
        var file = Path.Combine(Root(), "silo.json");
        Same(OptionLoader.Load(file, new Hashtable()), new SiloOptions());
        using var json = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        Paths(typeof(SiloOptions), "").Where(path => !Has(json.RootElement, path.Split(':'))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"Chargin":{}}""", "Chargin is not a known setting", "Did you mean \"Charging\"?")]
    [InlineData("""{"Charging":{"StartCosts":1}}""", "Charging:StartCosts is not a known setting", "Did you mean \"StartCost\"?")]
    [InlineData("""{"Charging":{"Banana":1}}""", "Charging:Banana is not a known setting", "")]
    [InlineData("""{"Charging":{"StartCost":-1}}""", "Charging:StartCost must be from 0 to 1000", "not \"-1\"")]
    [InlineData("""{"Charging":{"StartCost":"dear"}}""", "Charging:StartCost must be a number", "not \"dear\"")]
    [InlineData("""{"Charging":{"MinimumBlockMinutes":1.5}}""", "Charging:MinimumBlockMinutes must be a whole number", "")]
    [InlineData("""{"Charging":{"StartCost":{"x":1}}}""", "Charging:StartCost must be a single value", "")]
    [InlineData("""{"Charging":5}""", "Charging is a section, not a value", "")]
    [InlineData("""{"Sandbox":{"Enabled":"yes"}}""", "Sandbox:Enabled must be true or false", "")]
    [InlineData("""{"Sandbox":{"Clock":"fast"}}""", "Sandbox:Clock must be real, held, or a speed", "not \"fast\"")]
    [InlineData("""{"Sandbox":{"Clock":0}}""", "Sandbox:Clock must be real, held, or a speed", "")]
    [InlineData("""{"Sandbox":{"StartAt":"2025-06-01T18:00:00"}}""", "Sandbox:StartAt must be an RFC 3339 instant with an offset", "")]
    [InlineData("""{"Storage":{"Provider":"oracle"}}""", "Storage:Provider must be sqlite or postgres", "")]
    [InlineData("""{"Storage":{"Provider":"postgres"}}""", "Storage:ConnectionString is required", "")]
    [InlineData("""{"Storage":{"ConnectionString":"Host=x"}}""", "Storage:ConnectionString must not hold a secret itself", "env:NAME")]
    [InlineData("""{"Storage":{"ConnectionString":"env:NOT_SET"}}""", "refers to the environment variable NOT_SET", "")]
    [InlineData("""{"Storage":{"ConnectionString":"file:/no/such/file"}}""", "refers to the file /no/such/file", "")]
    [InlineData("""{"Telemetry":{"Endpoint":"localhost"}}""", "Telemetry:Endpoint must be an http or https address", "")]
    [InlineData("""{"Clients":[{"Id":"a:b","Secret":"env:S"}]}""", "Clients: the id \"a:b\"", "")]
    [InlineData("""{"Clients":[{"Id":"a"}]}""", "the client \"a\" needs a secret", "")]
    [InlineData("""{"Clients":[{"Id":"a","Secret":"env:S"},{"Id":"a","Secret":"env:S"}]}""", "configured more than once", "")]
    [InlineData("""{"Clients":[{"Name":"a"}]}""", "Clients:0:Name is not a known setting", "")]
    [InlineData("""{"Charging":{"StartCost":1,"StartCost":2}}""", "repeats a key", "")]
    [InlineData("""[]""", "must hold one JSON object", "")]
    [InlineData("""{""", "is not well-formed JSON", "")]
    public void A_bad_file_stops_with_the_path_and_a_hint(string json, string error, string hint)
    {
        var thrown = Should.Throw<OptionsException>(() => Load(json, ("S", "x")));
        thrown.Message.ShouldContain(error);
        thrown.Message.ShouldContain(hint);
        thrown.Message.ShouldNotContain("Host=x");
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        Should.Throw<OptionsException>(() => Load("""{"Shap":{},"Charging":{"StartCost":-1}}""", ("Sandbox__Enable", "true"))).Errors.Count.ShouldBe(3);

    [Fact]
    public void The_environment_overrides_the_file_in_any_case()
    {
        var options = Load("""{"Charging":{"StartCost":0.5,"MarginMinutes":20}}""",
            ("CHARGING__STARTCOST", "0"), ("Sandbox__Enabled", "true"), ("Sandbox__Clock", "60"), ("Sandbox__StartAt", "2025-06-01T18:00:00+02:00"),
            ("Storage__ConnectionString", "Host=x;Password=y"), ("Webhooks__AllowPrivate", "True"), ("PATH", "/bin"), ("Other__Thing", "1"));
        options.Charging.ShouldBe(new ChargingOptions { StartCost = 0, MarginMinutes = 20 });
        options.Sandbox.Enabled.ShouldBeTrue();
        options.Sandbox.Clock.Speed.ShouldBe(60);
        options.Sandbox.StartAt.ShouldBe(new DateTimeOffset(2025, 6, 1, 16, 0, 0, TimeSpan.Zero));
        options.Storage.ConnectionString!.Reveal().ShouldBe("Host=x;Password=y");
        options.Storage.ConnectionString.ToString().ShouldBe("***");
        options.Webhooks.AllowPrivate.ShouldBeTrue();
    }

    [Fact]
    public void A_misspelt_variable_of_ours_stops_with_its_name()
    {
        var error = Should.Throw<OptionsException>(() => Load(null, ("Sandbox__Enable", "true"))).Errors.Single();
        error.ShouldContain("environment variable Sandbox__Enable");
        error.ShouldContain("Did you mean \"Enabled\"?");
    }

    [Fact]
    public void Clients_come_from_the_file_and_the_environment()
    {
        var options = Load("""{"Clients":[{"Id":"filed","Secret":"env:FILED"}]}""",
            ("FILED", "s0"), ("Clients__1__Id", "second"), ("Clients__1__Secret", "s1"), ("FLEX_CLIENT_ID", "first"), ("FLEX_CLIENT_SECRET", "s2"));
        options.Clients.Select(c => (c.Id, c.Secret!.Reveal())).ShouldBe([("first", "s2"), ("filed", "s0"), ("second", "s1")]);
        Should.Throw<OptionsException>(() => Load(null, ("FLEX_CLIENT_ID", "alone"))).Message.ShouldContain("together");
    }

    [Fact]
    public void A_named_file_must_exist() => Should.Throw<OptionsException>(() => OptionLoader.Load("/no/such/silo.json", new Hashtable()));

    [Theory]
    [InlineData("real", false, 1)]
    [InlineData("HELD", true, 1)]
    [InlineData("1.5", false, 1.5)]
    public void Clock_settings_are_read(string text, bool isHeld, double speed)
    {
        ClockSetting.TryParse(text, out var setting).ShouldBeTrue();
        setting.ShouldBe(new ClockSetting(isHeld, speed));
    }

    private static SiloOptions Load(string? json, params (string Name, string Value)[] variables)
    {
        var environment = new Hashtable();
        foreach (var (name, value) in variables)
            environment[name] = value;
        if (json is null)
            return OptionLoader.Load(null, environment);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            return OptionLoader.Load(file, environment);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Same(SiloOptions actual, SiloOptions expected)
    {
        foreach (var section in typeof(SiloOptions).GetProperties().Where(p => p.Name != nameof(SiloOptions.Clients)))
            section.GetValue(actual).ShouldBe(section.GetValue(expected), section.Name);
        actual.Clients.ShouldBeEmpty();
    }

    private static IEnumerable<string> Paths(Type type, string prefix) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(p => p.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal) ? Paths(p.PropertyType, $"{prefix}{p.Name}:") : [prefix + p.Name]);

    private static bool Has(JsonElement element, string[] path) =>
        path.Length == 0 || (element.TryGetProperty(path[0], out var child) && Has(child, path[1..]));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrleansFlex.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
