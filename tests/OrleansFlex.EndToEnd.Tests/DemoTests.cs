using System.Net;

namespace OrleansFlex.EndToEnd.Tests;

[Trait("Category", "Slow")]
public sealed class DemoTests
{
    [Fact]
    public async Task The_demonstration_prints_serves_stops_and_finds_its_data_again()
    {
        using var data = new DataFolder();
        var first = await RunAsync(data.Path);
        first.ShouldContain("60 households");
        first.ShouldContain("Segments now");
        first.ShouldContain("client secret");
        first.ShouldContain("Charging at once would cost");
        first.ShouldNotContain("as pushed before");

        var second = await RunAsync(data.Path);
        second.ShouldContain("60 households");
        second.ShouldContain("as pushed before");
    }

    private static async Task<string> RunAsync(string data)
    {
        await using var silo = await SiloProcess.StartAsync(data, "demo", "--households", "60");
        (await silo.Http.StatusAsync("GET", "/health/live")).ShouldBe(HttpStatusCode.NoContent);
        await silo.WhenPrintedAsync("Ctrl-C stops");
        (await silo.Http.StatusAsync("GET", "/docs/index.html")).ShouldBe(HttpStatusCode.OK);

        var took = await silo.InterruptAsync();

        var text = silo.Output;
        silo.ExitCode.ShouldBe(0, text);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        return text;
    }
}
