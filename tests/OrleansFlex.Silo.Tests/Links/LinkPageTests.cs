using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Links;

public sealed class LinkPageTests
{
    private const string Scopes = "\"vehicle:read:data\",\"vehicle:control:charging\",\"battery:read:data\"";

    [Fact]
    public async Task A_user_picks_devices_once_and_returns()
    {
        await using var world = await FlexWorld.StartAsync();
        using var browser = Browser();
        var url = await InviteAsync(world, "u7", "https://partner.example/done?session=1");
        var page = await (await browser.GetAsync(url)).Content.ReadAsStringAsync();
        page.ShouldContain("Electric car");
        page.ShouldContain("Home battery");
        page.ShouldNotContain("Charger");
        page.ShouldContain("partner.example");
        var linked = await SubmitAsync(browser, url, ("device", "vehicle"), ("device", "battery"), ("device", "charger"), ("action", "link"));
        linked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        linked.Headers.Location!.ToString().ShouldBe("https://partner.example/done?session=1&linkResult=success&linkedDevices=2");
        var car = JsonNode.Parse(await world.Send("GET", "/users/u7/vehicles"))!["data"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)car["vendor"]!).ShouldBe("SANDBOX");
        car["scopes"]!.AsArray().Select(scope => (string)scope!).ShouldBe(["vehicle:read:data", "vehicle:control:charging"]);
        JsonNode.Parse(await world.Send("GET", "/users/u7/batteries"))!["data"]!.AsArray().Count.ShouldBe(1);
        // The battery was linked without its control scope.
        var battery = (string)JsonNode.Parse(await world.Send("GET", "/users/u7/batteries"))!["data"]![0]!["id"]!;
        await (await world.Http.PostJson($"/batteries/{battery}/operation-mode", """{"operationMode":"IDLE"}""")).Problem(HttpStatusCode.Forbidden);
        await world.Send("GET", $"/sandbox/devices/{car["id"]}");

        var again = await SubmitAsync(browser, url, ("device", "vehicle"), ("action", "link"));
        again.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await again.Content.ReadAsStringAsync()).ShouldContain("has been used");
        JsonNode.Parse(await world.Send("GET", "/users/u7/vehicles"))!["data"]!.AsArray().Count.ShouldBe(1);

        await world.Send("DELETE", "/users/u7/vendors/SANDBOX");
        JsonNode.Parse(await world.Send("GET", "/users/u7/vehicles"))!["data"]!.AsArray().ShouldBeEmpty();
        await (await world.Http.DeleteAsync("/users/u7/vendors/SANDBOX")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_user_who_chooses_nothing_is_asked_again_and_one_who_cancels_returns()
    {
        await using var world = await FlexWorld.StartAsync();
        using var browser = Browser();
        var url = await InviteAsync(world, "u7", "http://127.0.0.1:9/back");
        var asked = await SubmitAsync(browser, url, ("action", "link"));
        asked.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await asked.Content.ReadAsStringAsync()).ShouldContain("Choose at least one device");
        var cancelled = await SubmitAsync(browser, url, ("action", "cancel"));
        cancelled.Headers.Location!.ToString().ShouldBe("http://127.0.0.1:9/back?linkResult=cancelled&linkedDevices=0");
        (await browser.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        // The user exists from the invitation on.
        await world.Send("GET", "/users/u7");
    }

    [Fact]
    public async Task A_link_ends_after_a_day_and_an_unknown_one_says_so()
    {
        await using var world = await FlexWorld.StartAsync();
        using var browser = Browser();
        var url = await InviteAsync(world, "u7", "https://partner.example/");
        var unknown = await browser.GetAsync(url[..^5] + "AAAAA");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unknown.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await browser.GetAsync(url[..^1])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await world.Silo.Time.AdvanceAsync(TimeSpan.FromHours(24), () => Task.CompletedTask);
        var expired = await browser.GetAsync(url);
        expired.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await expired.Content.ReadAsStringAsync()).ShouldContain("has expired");
    }

    [Fact]
    public async Task The_page_shows_what_it_is_given_as_text_and_nothing_from_elsewhere()
    {
        await using var world = await FlexWorld.StartAsync();
        using var browser = Browser();
        var url = await InviteAsync(world, "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "https://partner.example/");
        var answer = await browser.GetAsync(url);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain("<script");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("form-action 'self' https://partner.example");
        answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
    }

    [Theory]
    [InlineData("""{"scopes":["vehicle:read:data"],"language":"en-US","redirectUri":"javascript:alert(1)"}""", "redirectUri")]
    [InlineData("""{"scopes":["vehicle:read:data"],"language":"en-US","redirectUri":"/relative"}""", "redirectUri")]
    [InlineData("""{"scopes":[],"language":"en-US","redirectUri":"https://x.example"}""", "scopes")]
    [InlineData("""{"scopes":["vehicle:control:charging"],"language":"en-US","redirectUri":"https://x.example"}""", "scopes")]
    [InlineData("""{"scopes":["vehicle:read:data"],"language":"en-US","redirectUri":"https://x.example","vendor":"TESLA"}""", "vendor")]
    [InlineData("""{"scopes":["vehicle:read:data"],"redirectUri":"https://x.example"}""", "language")]
    public async Task A_bad_invitation_is_refused(string body, string path)
    {
        await using var world = await FlexWorld.StartAsync();
        await (await world.Http.PostJson("/users/u7/link", body)).Issues(path);
        await (await world.Http.GetAsync("/users/u7")).Problem(HttpStatusCode.NotFound);
    }

    private static HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false });

    private static async Task<string> InviteAsync(FlexWorld world, string user, string redirect) => (string)JsonNode.Parse(await world.Send(
        "POST", $"/users/{user}/link", $$"""{"scopes":[{{Scopes}}],"language":"browser","redirectUri":"{{redirect}}","vendor":"SANDBOX"}"""))!["linkUrl"]!;

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string url, params (string Name, string Value)[] fields) =>
        browser.PostAsync(url, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
