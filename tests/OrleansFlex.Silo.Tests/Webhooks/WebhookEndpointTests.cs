using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Webhooks;

public sealed class WebhookEndpointTests
{
    private const string Good = """{"url":"https://example.org/hook","secret":"a good secret","events":["flex:session:updated"]}""";

    [Fact]
    public async Task A_webhook_is_made_shown_changed_listed_and_deleted_without_its_secrets()
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        var created = await (await world.Http.PostJson("/webhooks",
            """{"url":"https://example.org/hook","secret":"a good secret","apiVersion":"2024-10-01","authentication":{"headerName":"x-key","headerValue":"very secret"}}""")).Json();
        created.ToJsonString().ShouldNotContain("secret");
        created.AsObject().Select(member => member.Key).ShouldBe(
            ["id", "url", "events", "lastSuccess", "isActive", "createdAt", "apiVersion", "authentication", "failingSince", "nextAttemptAt"]);
        (created["events"]!.ToJsonString(), (string)created["apiVersion"]!, created["authentication"]!.ToJsonString(), (bool)created["isActive"]!)
            .ShouldBe(("""["*"]""", "2024-10-01", """{"headerName":"x-key"}""", true));
        var address = $"/webhooks/{created["id"]}";
        (await world.GetAsync(address)).ToJsonString().ShouldBe(created.ToJsonString());

        var changed = await (await world.Http.PostOrPut("PATCH", address, """{"events":["system:heartbeat"],"authentication":null,"apiVersion":null}"""u8.ToArray())).Json();
        (changed["url"]!.ToString(), changed["events"]!.ToJsonString(), changed["authentication"], changed["apiVersion"])
            .ShouldBe(("https://example.org/hook", """["system:heartbeat"]""", null, null));

        for (var i = 0; i < 4; i++)
            (await world.Http.PostJson("/webhooks", Numbered(i))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await world.GetAsync("/webhooks?pageSize=3");
        page["data"]!.AsArray().Count.ShouldBe(3);
        var rest = await world.GetAsync($"/webhooks?pageSize=3&after={page["pagination"]!["after"]}");
        var listed = page["data"]!.AsArray().Concat(rest["data"]!.AsArray()).Select(each => (string)each!["id"]!).ToArray();
        listed.Distinct().Count().ShouldBe(5);
        listed.ShouldContain((string)created["id"]!);

        (await world.Http.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await world.Http.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Http.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.GetAsync("/webhooks"))["data"]!.AsArray().Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("""{"secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://example.org/hook"}""", "secret")]
    [InlineData("""{"url":"http://example.org/hook","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"ftp://example.org/hook","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://a:b@example.org/","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://127.0.0.1/hook","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://localhost/hook","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://10.1.2.3/","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://169.254.169.254/latest/meta-data","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://[::1]/hook","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://[::ffff:10.0.0.1]/","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://[fe80::1]/hook","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://2130706433/","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"/hook/me","secret":"a good secret"}""", "url")]
    [InlineData("""{"url":"https://example.org/hook","secret":"short"}""", "secret")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","events":["flex:nothing"]}""", "events")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","events":[]}""", "events")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","events":"*"}""", "events")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","apiVersion":"2020-01-01"}""", "apiVersion")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","authentication":{"headerName":"a b","headerValue":"x"}}""", "authentication.headerName")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","authentication":{"headerName":"Content-Length","headerValue":"x"}}""", "authentication.headerName")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","authentication":{"headerName":"x-enode-signature","headerValue":"x"}}""", "authentication.headerName")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","authentication":{"headerName":"x-key","headerValue":"a\r\nb: c"}}""", "authentication.headerValue")]
    [InlineData("""{"url":"https://example.org/hook","secret":"a good secret","authentication":{"headerName":"x-key"}}""", "authentication.headerValue")]
    public async Task A_bad_webhook_is_refused_with_the_member_at_fault(string body, string path)
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        await (await world.Http.PostJson("/webhooks", body)).Issues(path);
        (await world.GetAsync("/webhooks"))["data"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_with_the_same_url_and_events_exists_already()
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        const string Twice = """{"url":"https://example.org/hook","secret":"another secret","events":["flex:session:updated","system:heartbeat"]}""";
        var first = (string)(await (await world.Http.PostJson("/webhooks", Good)).Json())["id"]!;
        await (await world.Http.PostJson("/webhooks", Good)).Issues("url");
        (await world.Http.PostJson("/webhooks", Twice)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await (await world.Http.PostJson("/webhooks",
            """{"url":"https://example.org/hook","secret":"a good secret","events":["system:heartbeat","flex:session:updated"]}""")).Problem(HttpStatusCode.BadRequest);
        ((string)refused["issues"]![0]!["message"]!).ShouldContain("already exists");
        (await world.GetAsync("/webhooks"))["data"]!.AsArray().Count.ShouldBe(2);

        await world.Http.DeleteAsync($"/webhooks/{first}");
        (await world.Http.PostJson("/webhooks", Good)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"secret":null}""", "secret")]
    [InlineData("""{"url":null,"events":null}""", "url", "events")]
    public async Task Null_takes_away_only_what_may_be_missing(string change, params string[] paths)
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        var made = await (await world.Http.PostJson("/webhooks", Good)).Json();
        await (await world.Http.PostOrPut("PATCH", $"/webhooks/{made["id"]}", Encoding.UTF8.GetBytes(change))).Issues(paths);
        (await world.GetAsync($"/webhooks/{made["id"]}")).ToJsonString().ShouldBe(made.ToJsonString());
    }

    [Fact]
    public async Task There_are_at_most_twenty()
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        for (var i = 0; i < 20; i++)
            (await world.Http.PostJson("/webhooks", Numbered(i))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await world.Http.PostJson("/webhooks", Good)).Problem(HttpStatusCode.Conflict);
        (await world.Stranger.PostJson("/webhooks", Good)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_tenant_sees_and_changes_nothing()
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        var id = (string)(await (await world.Http.PostJson("/webhooks", Good)).Json())["id"]!;
        var before = (await world.GetAsync($"/webhooks/{id}")).ToJsonString();
        foreach (var (method, path, body) in ((string, string, string?)[])
            [
                ("GET", $"/webhooks/{id}", null), ("PATCH", $"/webhooks/{id}", "{}"), ("DELETE", $"/webhooks/{id}", null), ("POST", $"/webhooks/{id}/test", null),
                ("GET", $"/webhooks/{id}/deliveries", null),
            ])
            await (await world.Stranger.PostOrPut(method, path, body is null ? null : Encoding.UTF8.GetBytes(body))).Problem(HttpStatusCode.NotFound);
        JsonNode.Parse(await world.Stranger.GetStringAsync("/webhooks"))!["data"]!.AsArray().ShouldBeEmpty();
        (await world.GetAsync($"/webhooks/{id}")).ToJsonString().ShouldBe(before);
    }

    private static string Numbered(int i) => Good.Replace("/hook", $"/hook/{i}", StringComparison.Ordinal);

    [Fact]
    public async Task Secrets_are_not_stored_in_the_clear()
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        await world.Http.PostJson("/webhooks",
            """{"url":"https://example.org/hook","secret":"plain-to-see","authentication":{"headerName":"x-key","headerValue":"plain-to-see"}}""");
        await foreach (var (_, state) in world.Silo.Host.Database.States.ScanAsync("webhook", CancellationToken.None))
            Encoding.UTF8.GetString(state.Json).ShouldNotContain("plain-to-see");
    }
}
