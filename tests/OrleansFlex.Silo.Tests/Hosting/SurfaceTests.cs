using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;

namespace OrleansFlex.Silo.Tests.Hosting;

/// <summary>What a visitor finds without a token.</summary>
public sealed class SurfaceTests
{
    [Fact]
    public async Task Health_start_page_document_and_browser_are_open()
    {
        await using var silo = await RunningSilo.StartAsync();
        (await silo.Http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await silo.Http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await silo.Http.GetStringAsync("/")).ShouldContain("/docs");
        var page = await silo.Http.GetAsync("/docs/index.html");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("https://");
    }

    [Fact]
    public async Task The_openapi_document_describes_every_operation()
    {
        await using var silo = await RunningSilo.StartAsync(new SiloOptions { Sandbox = new SandboxOptions { Enabled = true } });
        var document = JsonNode.Parse(await silo.Http.GetStringAsync("/openapi/v1.json"))!;
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => ($"{o.Key} {path.Key}", Operation: o.Value!.AsObject())));
        operations.Where(o => !o.Operation.ContainsKey("summary")).Select(o => o.Item1).ShouldBeEmpty();
        document["paths"]!["/flex/segments"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["required"]!.ToJsonString()
            .ShouldBe("""["name","household"]""");
        document["components"]!["securitySchemes"]!["clientCredentials"]!["type"]!.ToString().ShouldBe("oauth2");
    }

    [Fact]
    public async Task Every_other_route_needs_a_token()
    {
        await using var silo = await RunningSilo.StartAsync();
        var document = JsonNode.Parse(await silo.Http.GetStringAsync("/openapi/v1.json"))!;
        string[] open = ["/oauth2/token", "/health/live", "/health/ready"];
        foreach (var (path, operations) in document["paths"]!.AsObject().Where(p => !open.Contains(p.Key)))
        {
            foreach (var (method, _) in operations!.AsObject())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path.Replace('{', 'x').Replace('}', 'x'));
                (await silo.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}");
            }
        }
    }
}
