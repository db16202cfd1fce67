namespace OrleansFlex.EndToEnd.Tests;

/// <summary>The first command of the README, in a process of its own.</summary>
[Trait("Category", "Slow")]
public sealed class DemoTests
{
    private const string Last = "Ctrl-C stops";
    private const string Secret = "client secret";

    [Fact(Timeout = 180_000)]
    public async Task The_demonstration_shows_a_zone_and_goes_on_with_its_data_at_the_next_start()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        var secrets = new List<string>();
        for (var start = 0; start < 2; start++)
        {
            await using var silo = SiloProcess.Start(data.Path, ["demo", "--households", "40"]);
            await silo.SeeAsync(Last, cancellation);
            silo.Output.ShouldContain("Zone BE");
            silo.Output.ShouldContain("40 households");
            silo.Output.ShouldContain("EV + battery");
            silo.Output.ShouldContain("Saved:");
            secrets.Add(silo.Output.Split('\n').Single(line => line.StartsWith(Secret, StringComparison.Ordinal)));
            (await silo.StopAsync(cancellation)).ShouldBe(0, silo.Output);
        }

        secrets[1].ShouldBe(secrets[0]);
    }

    [Fact(Timeout = 180_000)]
    public async Task Ctrl_C_while_households_are_made_ends_in_order_and_the_next_start_makes_the_rest()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using (var silo = SiloProcess.Start(data.Path, ["demo", "--households", "2000"]))
        {
            await silo.SeeAsync("Simulated households: ", cancellation);
            (await silo.StopAsync(cancellation, "-INT")).ShouldBe(0, silo.Output);
            silo.Output.ShouldNotContain("Exception");
        }

        await using var next = SiloProcess.Start(data.Path, ["demo", "--households", "2000"]);
        await next.SeeAsync(Last, cancellation);
        next.Output.ShouldContain("2,000 households");
        (await next.StopAsync(cancellation)).ShouldBe(0, next.Output);

        await using var elsewhere = SiloProcess.Start(data.Path, ["demo", "--zone", "NL"]);
        (await elsewhere.ExitAsync(cancellation)).ShouldBe(1);
        await elsewhere.SeeAsync("are in zone BE, not NL", cancellation);

        await using var fewer = SiloProcess.Start(data.Path, ["demo", "--households", "50"]);
        await fewer.SeeAsync(Last, cancellation);
        fewer.Output.ShouldContain("2,000 households were there before and are kept");
        (await fewer.StopAsync(cancellation)).ShouldBe(0, fewer.Output);
    }

    [Fact(Timeout = 180_000)]
    public async Task What_the_demonstration_offers_to_paste_works()
    {
        Bash.SkipWhereMissing();
        var cancellation = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using var silo = SiloProcess.Start(data.Path, ["demo", "--households", "20"]);
        await silo.SeeAsync(Last, cancellation);

        var lines = silo.Output.Split('\n')
            .SkipWhile(line => !line.StartsWith("  TOKEN=", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal));

        (await Bash.RunAsync(string.Join('\n', lines), cancellation)).ShouldContain("\"revisionId\":");
        (await silo.StopAsync(cancellation)).ShouldBe(0, silo.Output);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--prices", "no-such-file.csv")]
    [InlineData("--households", "0")]
    [InlineData("--speed", "nonsense")]
    public async Task A_wrong_option_is_named_and_nothing_starts(string option, string value)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using var silo = SiloProcess.Start(data.Path, ["demo", option, value]);
        (await silo.ExitAsync(cancellation)).ShouldNotBe(0);
        await silo.SeeAsync(option, cancellation);
        Directory.EnumerateFiles(data.Path).ShouldBeEmpty();
    }
}
