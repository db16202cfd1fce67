using System.Net;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Problems;

public sealed class ProblemTests(ProbeSilo probes) : IClassFixture<ProbeSilo>
{
    [Fact]
    public async Task A_bug_is_a_500_with_a_reference_and_without_internals()
    {
        var response = await probes.Http.GetAsync("/probe/fails/bug");
        var problem = await response.Problem(HttpStatusCode.InternalServerError);
        problem.ToJsonString().ShouldNotContain("secret inside");
        var reference = ((string)problem["instance"]!)["urn:orleansflex:fault:".Length..];
        ((string)problem["detail"]!).ShouldContain(reference);
    }

    [Theory]
    [InlineData("timeout")]
    [InlineData("storage")]
    [InlineData("later")]
    public async Task What_is_away_is_a_503_that_says_when_to_come_back(string how)
    {
        var response = await probes.Http.GetAsync($"/probe/fails/{how}");
        (await response.Problem(HttpStatusCode.ServiceUnavailable)).ToJsonString().ShouldNotContain("secret inside");
        response.Headers.RetryAfter!.Delta!.Value.ShouldBe(TimeSpan.FromSeconds(how switch { "timeout" => 1, "storage" => 5, _ => 3 }));
    }

    [Fact]
    public async Task Refusals_keep_their_detail()
    {
        (await (await probes.Http.GetAsync("/probe/fails/conflict")).Problem(HttpStatusCode.Conflict))["detail"]!.GetValue<string>().ShouldBe("Taken.");
        await (await probes.Http.GetAsync("/probe/fails/unknown")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_unknown_path_is_a_404_problem() => await (await probes.Http.GetAsync("/nowhere/at/all")).Problem(HttpStatusCode.NotFound);

    [Fact]
    public async Task Another_method_is_a_405_that_lists_the_right_ones()
    {
        var response = await probes.Http.DeleteAsync("/probe/echo");
        await response.Problem(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task Head_answers_like_get_without_a_body()
    {
        var response = await probes.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/probe/client"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_response_names_the_api_version()
    {
        foreach (var path in new[] { "/", "/nowhere", "/probe/client", "/probe/fails/bug", "/health/live" })
            (await probes.Http.GetAsync(path)).Headers.GetValues("Enode-Version").ShouldBe(["2024-10-01"]);
    }

    [Theory]
    [InlineData("2024-10-01", true)]
    [InlineData("2024-01-01", false)]
    [InlineData("latest", false)]
    public async Task Another_requested_version_is_a_400(string version, bool isSpoken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/probe/client");
        request.Headers.Add("Enode-Version", version);
        var response = await probes.Http.SendAsync(request);
        if (isSpoken)
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            await response.Issues("Enode-Version");
    }

    [Fact]
    public async Task Instants_are_written_in_utc_unless_their_offset_is_wanted() =>
        (await probes.Http.GetStringAsync("/probe/instants")).ShouldBe(
            """{"whole":"2025-06-01T18:00:00Z","parts":"2025-06-01T18:00:00.250Z","local":"2025-06-01T00:00:00+02:00","none":null}""");
}
