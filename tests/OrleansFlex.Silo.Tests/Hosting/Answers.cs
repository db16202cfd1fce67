using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OrleansFlex.Silo.Tests.Hosting;

/// <summary>Sending and judging in one line.</summary>
internal static class Answers
{
    public static Task<HttpResponseMessage> PostJson(this HttpClient http, string path, string json) =>
        http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public static Task<HttpResponseMessage> PostBytes(this HttpClient http, string path, byte[] body, string? mediaType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return http.PostAsync(path, content);
    }

    public static async Task<HttpResponseMessage> PostOrPut(this HttpClient http, string method, string path, byte[]? json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };
        return await http.SendAsync(request);
    }

    public static async Task<JsonNode> Json(this HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>Demands a well-formed problem document and returns it.</summary>
    public static async Task<JsonNode> Problem(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(text)!;
        ((int)problem["status"]!).ShouldBe((int)status);
        ((string)problem["type"]!).ShouldStartWith("https://developers.enode.com/problems/");
        ((string)problem["title"]!).ShouldNotBeNullOrEmpty();
        ((string)problem["detail"]!).ShouldNotBeNullOrEmpty();
        return problem;
    }

    /// <summary>Demands a 400 whose issues are exactly at these paths.</summary>
    public static async Task Issues(this HttpResponseMessage response, params string[] paths)
    {
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        problem["issues"]!.AsArray().Select(issue => (string)issue!["path"]!).ShouldBe(paths, problem.ToJsonString());
    }
}
