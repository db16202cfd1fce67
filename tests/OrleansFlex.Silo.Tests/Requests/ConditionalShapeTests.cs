using System.Net;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Requests;

/// <summary><c>If-None-Match</c> as HTTP has it: one tag, weak tags, lists and <c>*</c>.</summary>
public sealed class ConditionalShapeTests
{
    [Fact]
    public async Task Every_way_of_naming_the_present_shape_is_a_304()
    {
        await using var silo = await (await RunningSilo.StartAsync(
            new SiloOptions { Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held } })).SignedInAsync();
        (await silo.Http.PostJson("/users/u/locations", """{"name":"Home","latitude":50.8,"longitude":4.3,"zone":"Z","area":"A"}""")).EnsureSuccessStatusCode();
        (await silo.Http.PostJson("/flex/zones/Z", """{"currency":"EUR"}""")).EnsureSuccessStatusCode();
        var segment = (string)(await (await silo.Http.PostJson("/flex/segments", """{"name":"s","household":{"includes":["vehicle"]}}""")).Json())["id"]!;
        foreach (var address in new[] { "/flex/shape/Z", $"/flex/shape/Z/segments/{segment}" })
        {
            using var first = await silo.Http.GetAsync(address);
            var tag = first.Headers.ETag!.Tag;
            foreach (var known in new[] { tag, $"W/{tag}", "*", $"\"a\", {tag}", $"\"a\",W/{tag} ,\"b\"" })
            {
                using var again = await Get(silo, address, known);
                again.StatusCode.ShouldBe(HttpStatusCode.NotModified, known);
                again.Headers.ETag!.Tag.ShouldBe(tag);
                (await again.Content.ReadAsStringAsync()).ShouldBeEmpty();
            }
            foreach (var other in new[] { "\"a\"", $"W/\"a\", \"b\"", tag.Trim('"'), $"w/{tag}" })
                (await Get(silo, address, other)).StatusCode.ShouldBe(HttpStatusCode.OK, other);
        }
    }

    [Fact]
    public void Comparing_tags_allocates_nothing()
    {
        const string tag = "\"0123456789abcdef\"";
        EntityTags.Matches(tag, tag).ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            EntityTags.Matches(tag, tag);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    private static Task<HttpResponseMessage> Get(RunningSilo silo, string address, string known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return silo.Http.SendAsync(request);
    }
}
