using System.Net;
using System.Text;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Requests;

/// <summary>Bodies that are no requests end in one clear 4xx.</summary>
public sealed class BadBodyTests(ProbeSilo probes) : IClassFixture<ProbeSilo>
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{\"name\":}")]
    [InlineData("{\"name\":\"a\",}")]
    [InlineData("{\"name\":\"a\"} x")]
    [InlineData("{\"name\":\"a\"}{}")]
    [InlineData("// hello\n{\"name\":\"a\"}")]
    [InlineData("{'name':'a'}")]
    [InlineData("{\"name\":NaN}")]
    [InlineData("{\"name\":\"a\u0001\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1e400")]
    [InlineData("\"text\"")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"name\":\"\\udc00\\ud800\"}")]
    [InlineData("{\"name\":\"\\ud800x\\udc00\"}")]
    [InlineData("{\"\\ud800\":1,\"name\":\"a\"}")]
    public async Task A_body_that_is_no_json_object_is_a_400(string body) =>
        await (await probes.Http.PostJson("/probe/echo", body)).Problem(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("{\"name\":1}")]
    [InlineData("{\"name\":null}")]
    [InlineData("{\"name\":[\"a\"]}")]
    [InlineData("{\"name\":\"\"}")]
    [InlineData("{\"name\":\"\\u0000\"}")]
    [InlineData("{}")]
    public async Task A_bad_member_is_named(string body) => await (await probes.Http.PostJson("/probe/echo", body)).Issues("name");

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_a_400()
    {
        byte[][] bodies =
        [
            [.. "{\"name\":\""u8, 0xFF, .. "\"}"u8],
            [.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
            [.. "{\"name\":\""u8, 0xC3],
            Encoding.Unicode.GetBytes("{\"name\":\"a\"}"),
        ];
        foreach (var body in bodies)
            await (await probes.Http.PostBytes("/probe/echo", body)).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_mebibyte_of_brackets_is_a_400_and_the_server_goes_on()
    {
        await (await probes.Http.PostJson("/probe/echo", new string('[', RequestLimits.Body))).Problem(HttpStatusCode.BadRequest);
        await (await probes.Http.PostJson("/probe/echo", "{\"name\":" + new string('[', 65) + new string(']', 65) + "}")).Problem(HttpStatusCode.BadRequest);
        (await probes.Http.PostJson("/probe/echo", "{\"name\":\"a\",\"other\":" + new string('[', 60) + new string(']', 60) + "}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_a_413_with_and_without_a_length()
    {
        var large = Encoding.UTF8.GetBytes("{\"name\":\"a\",\"pad\":\"" + new string('x', RequestLimits.Body) + "\"}");
        await (await probes.Http.PostBytes("/probe/echo", large)).Problem(HttpStatusCode.RequestEntityTooLarge);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/probe/echo") { Content = new ByteArrayContent(large) };
        chunked.Content.Headers.ContentType = new("application/json");
        chunked.Headers.TransferEncodingChunked = true;
        await (await probes.Http.SendAsync(chunked)).Problem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task Another_media_type_is_a_415(string? mediaType) =>
        await (await probes.Http.PostBytes("/probe/echo", "{\"name\":\"a\"}"u8.ToArray(), mediaType)).Problem(HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task A_compressed_body_is_a_415()
    {
        var content = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
        await (await probes.Http.PostAsync("/probe/echo", content)).Problem(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("{\"name\":\"a\"}", "a")]
    [InlineData("\uFEFF{\"name\":\"a\"}", "a")]
    [InlineData("{\"name\":\"\\ud83d\\ude97\",\"unknown\":{\"deep\":[1]}}", "🚗")]
    [InlineData("{\"name\":\"a\\\\ud800\"}", "a\\ud800")]
    [InlineData("{\"other\":null,\"name\":\"é\"}", "é")]
    public async Task A_good_body_is_read(string body, string name)
    {
        var response = await probes.Http.PostJson("/probe/echo", body);
        (await response.Content.ReadAsStringAsync()).ShouldBe(name);
    }

    [Fact]
    public async Task Random_bytes_never_cause_a_5xx()
    {
        var random = new Random(20241001);
        for (var i = 0; i < 2000; i++)
        {
            var body = Encoding.UTF8.GetBytes("{\"name\":\"a\",\"list\":[1,2.5e3,\"\\u00e9\\ud83d\\ude97\",true,null,{\"x\":-0}]}");
            for (var change = random.Next(1, 4); change > 0; change--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            var response = await probes.Http.PostBytes("/probe/echo", body);
            ((int)response.StatusCode).ShouldBeLessThan(500, Convert.ToHexString(body));
        }
    }
}
