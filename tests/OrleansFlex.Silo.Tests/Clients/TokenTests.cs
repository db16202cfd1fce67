using System.Net;
using System.Net.Http.Headers;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Clients;

public sealed class TokenTests
{
    private const string Protected = "/users";

    [Fact]
    public async Task A_token_comes_by_basic_or_by_form_and_opens_the_api()
    {
        await using var silo = await RunningSilo.StartAsync();
        var basic = await silo.Http.SendAsync(RunningSilo.TokenRequest(RunningSilo.ClientId, RunningSilo.ClientSecret));
        var body = await basic.Json();
        basic.StatusCode.ShouldBe(HttpStatusCode.OK);
        basic.Headers.CacheControl!.NoStore.ShouldBeTrue();
        body.AsObject().Select(member => member.Key).ShouldBe(["access_token", "expires_in", "scope", "token_type"], ignoreOrder: true);
        ((int)body["expires_in"]!, (string)body["scope"]!, (string)body["token_type"]!).ShouldBe((3599, "", "bearer"));
        (await Get(silo, (string)body["access_token"]!)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var form = await Form(silo, ("grant_type", "client_credentials"), ("client_id", RunningSilo.ClientId), ("client_secret", RunningSilo.ClientSecret));
        (await Get(silo, (string)(await form.Json())["access_token"]!)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await form.Json())["access_token"]!.ToString().ShouldNotBe(body["access_token"]!.ToString());
    }

    [Fact]
    public async Task Wrong_credentials_are_invalid_client()
    {
        await using var silo = await RunningSilo.StartAsync();
        HttpResponseMessage[] answers =
        [
            await silo.Http.SendAsync(RunningSilo.TokenRequest(RunningSilo.ClientId, "wrong")),
            await silo.Http.SendAsync(RunningSilo.TokenRequest("nobody", RunningSilo.ClientSecret)),
            await silo.Http.SendAsync(RunningSilo.TokenRequest("", "")),
            await Form(silo, ("grant_type", "client_credentials")),
            await Form(silo, ("grant_type", "client_credentials"), ("client_id", RunningSilo.ClientId)),
            await Form(silo, ("grant_type", "client_credentials"), ("client_id", RunningSilo.ClientId), ("client_secret", "")),
        ];
        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            ((string)(await answer.Json())["error"]!).ShouldBe("invalid_client");
            answer.Headers.WwwAuthenticate.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Other_faults_of_a_token_request_have_oauths_codes()
    {
        await using var silo = await RunningSilo.StartAsync();
        await ShouldBe(Form(silo, ("client_id", "a")), "invalid_request");
        await ShouldBe(Form(silo, ("grant_type", "client_credentials"), ("grant_type", "client_credentials")), "invalid_request");
        await ShouldBe(silo.Http.PostJson("/oauth2/token", "{}"), "invalid_request");
        await ShouldBe(silo.Http.PostBytes("/oauth2/token", [], "application/x-www-form-urlencoded"), "invalid_request");
        await ShouldBe(silo.Http.PostBytes("/oauth2/token", new byte[100_000], "application/x-www-form-urlencoded"), "invalid_request");
        await ShouldBe(silo.Http.PostBytes("/oauth2/token", [0xFF, 0xFE], "application/x-www-form-urlencoded"), "invalid_request");
        await ShouldBe(
            Form(silo, ("grant_type", "password"), ("client_id", RunningSilo.ClientId), ("client_secret", RunningSilo.ClientSecret)), "unsupported_grant_type");

        static async Task ShouldBe(Task<HttpResponseMessage> answer, string error)
        {
            (await answer).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            ((string)(await (await answer).Json())["error"]!).ShouldBe(error);
        }
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(RunningSilo.ClientId, null, true)]
    [InlineData(RunningSilo.ClientId, RunningSilo.ClientSecret, true)]
    [InlineData("another", null, false)]
    [InlineData(RunningSilo.ClientId, "another", false)]
    [InlineData("another", "another", false)]
    [InlineData("", null, false)]
    public async Task Basic_and_a_form_that_says_otherwise_are_an_invalid_request(string? id, string? secret, bool isGood)
    {
        await using var silo = await RunningSilo.StartAsync();
        using var request = RunningSilo.TokenRequest(RunningSilo.ClientId, RunningSilo.ClientSecret);
        (string Name, string? Value)[] members = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
        request.Content = new FormUrlEncodedContent(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value!)));
        using var answer = await silo.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(isGood ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        ((string?)(await answer.Json())["error"]).ShouldBe(isGood ? null : "invalid_request");
    }

    [Fact]
    public async Task Credentials_may_be_form_encoded_inside_basic()
    {
        await using var silo = await RunningSilo.StartAsync(new SiloOptions { Clients = [new ClientOptions { Id = "a b", Secret = Secret.Of("s%+/ü") }] });
        (await silo.TokenAsync("a b", "s%+/ü")).ShouldNotBeEmpty();
        (await silo.TokenAsync("a+b", "s%25%2B%2F%C3%BC")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_request_without_a_good_token_is_a_401()
    {
        await using var silo = await RunningSilo.StartAsync();
        var token = await silo.TokenAsync();
        string?[] headers = [null, "Bearer", "Bearer ", "Basic dGVzdGVyOnRlc3Q=", $"Token {token}", $"Bearer {token}x", $"Bearer {token[1..]}", "Bearer " + new string('x', 5000)];
        foreach (var header in headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Protected);
            if (header is not null)
                request.Headers.TryAddWithoutValidation("Authorization", header);
            var response = await silo.Http.SendAsync(request);
            await response.Problem(HttpStatusCode.Unauthorized);
            response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        }
    }

    [Fact]
    public async Task A_token_ends_after_its_hour_of_real_time()
    {
        await using var silo = await RunningSilo.StartAsync();
        var token = await silo.TokenAsync();
        silo.Time.Advance(TimeSpan.FromSeconds(3598));
        (await Get(silo, token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        await (await Get(silo, token)).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_survive_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("silo-").FullName;
        string token;
        await using (var first = await RunningSilo.StartAsync(folder: folder))
            token = await first.TokenAsync();
        await using (var second = await RunningSilo.StartAsync(folder: folder))
            (await Get(second, token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Rotating_or_removing_a_client_ends_its_tokens_within_seconds()
    {
        await using var silo = await RunningSilo.StartAsync();
        var registry = new ClientRegistry(silo.Host.Database.Clients, silo.Time);
        var other = (await registry.AddAsync("other", default))!.Value;
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        var token = await silo.TokenAsync(other.Id, other.Secret);
        var rotated = (await registry.RotateAsync("other", default))!.Value;
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        (await Get(silo, token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await Should.ThrowAsync<InvalidOperationException>(() => silo.TokenAsync(other.Id, other.Secret));
        var fresh = await silo.TokenAsync(rotated.Id, rotated.Secret);
        (await Get(silo, fresh)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await registry.RemoveAsync("other", default)).ShouldBeTrue();
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        (await Get(silo, fresh)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_first_start_makes_one_client_and_later_starts_none()
    {
        var folder = Directory.CreateTempSubdirectory("silo-").FullName;
        await using (var database = await Silo.Hosting.SiloHost.OpenAsync(new StorageOptions { DataDirectory = folder }, TimeProvider.System, default))
        {
            var registry = new ClientRegistry(database.Clients, TimeProvider.System);
            (await registry.EnsureAsync([], default)).ShouldNotBeNull();
            (await registry.EnsureAsync([], default)).ShouldBeNull();
            (await registry.EnsureAsync([new ClientOptions { Id = "named", Secret = Secret.Of("s") }], default)).ShouldBeNull();
            var rows = await registry.ListAsync(default);
            rows.Count.ShouldBe(2);
            await registry.EnsureAsync([new ClientOptions { Id = "named", Secret = Secret.Of("s") }], default);
            (await registry.ListAsync(default)).Single(r => r.Id == "named").Generation.ShouldBe(1);
            await registry.EnsureAsync([new ClientOptions { Id = "named", Secret = Secret.Of("new") }], default);
            (await registry.ListAsync(default)).Single(r => r.Id == "named").Generation.ShouldBe(2);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static Task<HttpResponseMessage> Get(RunningSilo silo, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Protected);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return silo.Http.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Form(RunningSilo silo, params (string Name, string Value)[] fields) =>
        silo.Http.PostAsync("/oauth2/token", new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
}
