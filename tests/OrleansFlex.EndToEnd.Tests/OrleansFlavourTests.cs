using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>The same grains on Microsoft Orleans, where that flavour has been built: from a household to the shape of its zone, and after a restart.</summary>
public sealed class OrleansFlavourTests
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["FLEX_CLIENT_ID"] = "demo",
        ["FLEX_CLIENT_SECRET"] = "demo-secret",
        ["Sandbox__Enabled"] = "true",
        ["Sandbox__Clock"] = "60",
    };

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Households_have_a_shape_and_keep_it_over_a_restart()
    {
        if (Environment.GetEnvironmentVariable("ORLEANSFLEX_ORLEANS_SILO") is not { Length: > 0 } program)
        {
            Assert.Skip("The Orleans flavour has not been built: set ORLEANSFLEX_ORLEANS_SILO to its OrleansFlex.Silo.dll to run this test.");
            return;
        }

        var cancellation = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using (var silo = SiloProcess.Start(data.Path, [], Settings, program))
        {
            using var http = await ConnectAsync(silo, cancellation);
            await SendAsync(http, HttpMethod.Post, "/sandbox/households", new
            {
                count = 20,
                zone = "BE",
                area = "north",
                timezoneName = "Europe/Brussels",
                seed = 7,
                mix = new Dictionary<string, double> { ["vehicle"] = 0.5, ["vehicle+solar"] = 0.3, ["hvac"] = 0.2 },
            }, cancellation);
            await SendAsync(http, HttpMethod.Post, "/flex/zones/BE", new { currency = "EUR" }, cancellation);
            (await AssetsAsync(http, cancellation)).ShouldBeGreaterThanOrEqualTo(20);
            var policy = (await http.GetFromJsonAsync<JsonElement>("/flex/vehicle-policies?pageSize=1", cancellation)).GetProperty("data")[0].GetProperty("id").GetString();
            (await http.GetFromJsonAsync<JsonElement>($"/flex/vehicle-policies/{policy}/status", cancellation)).GetProperty("policyId").GetString().ShouldBe(policy);
            (await http.GetFromJsonAsync<JsonElement>($"/flex/vehicle-policies/{policy}/plan", cancellation)).GetProperty("policyId").GetString().ShouldBe(policy);
            (await silo.StopAsync(cancellation)).ShouldBe(0, silo.Output);
        }

        await using var again = SiloProcess.Start(data.Path, [], Settings, program);
        using var client = await ConnectAsync(again, cancellation);
        (await AssetsAsync(client, cancellation)).ShouldBeGreaterThanOrEqualTo(20);
        (await again.StopAsync(cancellation)).ShouldBe(0, again.Output);
    }

    private static async Task<HttpClient> ConnectAsync(SiloProcess silo, CancellationToken cancellation)
    {
        await silo.SeeAsync("Application started", cancellation);
        var http = new HttpClient { BaseAddress = new Uri(silo.Address) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "demo",
            ["client_secret"] = "demo-secret",
        });
        using var answer = await http.PostAsync(new Uri("/oauth2/token", UriKind.Relative), form, cancellation);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    // Until a zone is warm its shape says when to come back, and another process gives no other signal.
    private static async Task<int> AssetsAsync(HttpClient http, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            using var answer = await http.GetAsync(new Uri("/flex/shape/BE", UriKind.Relative), cancellation);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("total").GetProperty("assetCount").GetInt32();
            answer.Headers.RetryAfter.ShouldNotBeNull();
            await Task.Delay(50, cancellation);
        }

        throw new TimeoutException("The shape did not come back.");
    }

    private static async Task SendAsync(HttpClient http, HttpMethod method, string path, object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(cancellation));
    }
}
