using System.Net;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Clock;

public sealed class ClockEndpointTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 18, 0, 0, TimeSpan.Zero);
    private static readonly SiloOptions HeldSandbox = new() { Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = Start } };

    [Fact]
    public async Task A_held_clock_moves_by_a_span_and_to_an_instant()
    {
        await using var silo = await (await RunningSilo.StartAsync(HeldSandbox)).SignedInAsync();
        (await silo.Http.GetStringAsync("/sandbox/clock")).ShouldBe("""{"now":"2025-06-01T18:00:00Z","mode":"held","speed":0}""");
        var moved = await silo.Http.PostJson("/sandbox/clock", """{"advance":"PT15M"}""");
        (await moved.Content.ReadAsStringAsync()).ShouldBe("""{"now":"2025-06-01T18:15:00Z","mode":"held","speed":0}""");
        await silo.Http.PostJson("/sandbox/clock", """{"now":"2025-06-01T21:00:00+02:00"}""");
        ((string)(await (await silo.Http.GetAsync("/sandbox/clock")).Json())["now"]!).ShouldBe("2025-06-01T19:00:00Z");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"advance":"PT15M","now":"2025-06-02T00:00:00Z"}""")]
    [InlineData("""{"advance":"-PT15M"}""")]
    [InlineData("""{"advance":"PT0S"}""")]
    [InlineData("""{"advance":"P1Y"}""")]
    [InlineData("""{"advance":"15 minutes"}""")]
    [InlineData("""{"advance":15}""")]
    [InlineData("""{"advance":"P100000D"}""")]
    [InlineData("""{"advance":"P99999999999D"}""")]
    [InlineData("""{"now":"2025-06-01T17:59:59Z"}""")]
    [InlineData("""{"now":"2025-06-01T19:00:00"}""")]
    public async Task Anything_but_forward_is_a_400_and_moves_nothing(string body)
    {
        await using var silo = await (await RunningSilo.StartAsync(HeldSandbox)).SignedInAsync();
        await (await silo.Http.PostJson("/sandbox/clock", body)).Problem(HttpStatusCode.BadRequest);
        ((string)(await (await silo.Http.GetAsync("/sandbox/clock")).Json())["now"]!).ShouldBe("2025-06-01T18:00:00Z");
    }

    [Fact]
    public async Task A_restart_goes_on_from_where_the_clock_stood()
    {
        var folder = Directory.CreateTempSubdirectory("silo-").FullName;
        await using (var first = await (await RunningSilo.StartAsync(HeldSandbox, folder: folder)).SignedInAsync())
            await first.Http.PostJson("/sandbox/clock", """{"advance":"P30D"}""");
        await using (var second = await (await RunningSilo.StartAsync(HeldSandbox, folder: folder)).SignedInAsync())
            ((string)(await (await second.Http.GetAsync("/sandbox/clock")).Json())["now"]!).ShouldBe("2025-07-01T18:00:00Z");
        var faster = HeldSandbox with { Sandbox = HeldSandbox.Sandbox with { Clock = new ClockSetting(false, 60) } };
        await using (var third = await (await RunningSilo.StartAsync(faster, folder: folder)).SignedInAsync())
        {
            third.Time.Advance(TimeSpan.FromMinutes(1));
            ((string)(await (await third.Http.GetAsync("/sandbox/clock")).Json())["now"]!).ShouldBe("2025-07-01T19:00:00Z");
            (await third.Http.PostJson("/sandbox/clock", """{"advance":"PT1H"}""")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }
        await using (var fourth = await (await RunningSilo.StartAsync(HeldSandbox, folder: folder)).SignedInAsync())
            ((string)(await (await fourth.Http.GetAsync("/sandbox/clock")).Json())["now"]!).ShouldBe("2025-07-01T19:00:00Z");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Without_the_sandbox_there_is_no_clock_to_move()
    {
        await using var silo = await (await RunningSilo.StartAsync()).SignedInAsync();
        await (await silo.Http.GetAsync("/sandbox/clock")).Problem(HttpStatusCode.NotFound);
        await (await silo.Http.PostJson("/sandbox/clock", """{"advance":"PT15M"}""")).Problem(HttpStatusCode.NotFound);
    }
}
