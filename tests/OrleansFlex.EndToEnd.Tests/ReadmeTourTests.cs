using System.Text.RegularExpressions;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>The README's tour with curl does what the README says, pasted as it is.</summary>
[Trait("Category", "Slow")]
public sealed partial class ReadmeTourTests
{
    [Fact(Timeout = 180_000)]
    public async Task The_tour_works_as_pasted()
    {
        Bash.SkipWhereMissing();
        var cancellation = TestContext.Current.CancellationToken;
        var blocks = Readme.Blocks();
        var settings = Variable().Matches(blocks[0]).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        using var data = new TemporaryFolder();
        await using var silo = SiloProcess.Start(data.Path, [], settings);
        await silo.SeeAsync("Application started", cancellation);

        var tour = string.Concat(blocks.Skip(1)).Replace("http://127.0.0.1:8080", silo.Address, StringComparison.Ordinal);
        var output = await Bash.RunAsync(tour, cancellation);

        output.ShouldContain("\"name\":\"EV without solar\"");
        output.ShouldContain("\"status\":409");
        output.ShouldContain("\"unassigned\":");
        output.ShouldContain("\"isSolvent\":true");
        output.ShouldContain("{\"accepted\":1,\"rejected\":0");
        Number(output, "energyKwh").ShouldBe(37.5m);
        output.ShouldContain("\"startAt\":\"2026-06-02T00:00:00Z\"");
        Regex.Matches(output, "\"cost\":([0-9.]+)").Select(match => decimal.Parse(match.Groups[1].Value)).ShouldContain(3.375m);
        Number(output, "costImmediate").ShouldBe(11.625m);
        output.ShouldContain("takes no commands");
        output.ShouldContain("\"state\":\"IMMEDIATE:OVERRIDE\"");
        output.ShouldContain("\"state\":\"ACTIVE:IMMEDIATE_START\"");
        output.ShouldContain("\"now\":\"2026-06-02T16:10:00Z\"");
        output.ShouldContain("\"state\":\"SETTLED\"");
        output.ShouldContain("\"IMMEDIATE:OVERRIDE\":");
        output.ShouldContain("event: flex:vehicle-policy:updated");
        output.ShouldContain("\"updatedFields\":[\"schedule.friday.deadline\",\"schedule.friday.minimumChargeTarget\"]");
        output.ShouldContain("{\"at\":\"2026-06-02T12:00:00Z\",\"cloudCoverPercent\":25}");
        (await silo.StopAsync(cancellation)).ShouldBe(0, silo.Output);
    }

    private static decimal Number(string json, string name) => decimal.Parse(Regex.Match(json, $"\"{name}\":([0-9.]+)").Groups[1].Value);

    [GeneratedRegex(@"(?<name>[A-Za-z_]+)=(?<value>\S+)")]
    private static partial Regex Variable();
}
