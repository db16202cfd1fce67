using System.Net;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Requests;

public sealed class PathAndQueryTests(ProbeSilo probes) : IClassFixture<ProbeSilo>
{
    [Theory]
    [InlineData("BE", "BE")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%C3%A9", "é")]
    [InlineData("user@example.com", "user@example.com")]
    public async Task Chosen_ids_are_unescaped_once(string segment, string id) =>
        (await probes.Http.GetStringAsync($"/probe/chosen/{segment}/end")).ShouldBe(id);

    [Theory]
    [InlineData("%20")]
    [InlineData("a%0Ab")]
    [InlineData("a%01")]
    [InlineData("%E2%80%AE")]
    public async Task Invisible_ids_are_a_400(string segment) => await (await probes.Http.GetAsync($"/probe/chosen/{segment}/end")).Issues("id");

    [Fact]
    public async Task Ids_have_at_most_128_characters()
    {
        (await probes.Http.GetAsync($"/probe/chosen/{new string('x', 128)}/end")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await probes.Http.GetAsync($"/probe/chosen/{new string('x', 129)}/end")).Issues("id");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{01990000-0000-7000-8000-000000000000}")]
    [InlineData("01990000000070008000000000000000")]
    [InlineData("%2001990000-0000-7000-8000-000000000000")]
    [InlineData("01990000-0000-7000-8000-000000000000%20")]
    [InlineData("01990000-0000-7000-8000-000000000000%0A")]
    [InlineData("0x990000-0000-7000-8000-000000000000")]
    [InlineData("+1990000-0000-7000-8000-000000000000")]
    public async Task What_is_no_uuid_is_unknown(string id) => await (await probes.Http.GetAsync($"/probe/entity/{id}")).Problem(HttpStatusCode.NotFound);

    [Fact]
    public async Task Uuids_are_read_in_any_case() =>
        (await probes.Http.GetStringAsync("/probe/entity/01990000-ABCD-7000-8000-000000000000")).ShouldBe("01990000-abcd-7000-8000-000000000000");

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=1001", "pageSize")]
    [InlineData("pageSize=ten", "pageSize")]
    [InlineData("pageSize=", "pageSize")]
    [InlineData("pageSize=5&pageSize=6", "pageSize")]
    [InlineData("after=garbage", "after")]
    [InlineData("after=", "after")]
    [InlineData("from=2025-06-01T18:00:00", "from")]
    [InlineData("direction=IMPORT", "direction")]
    [InlineData("vehicleId=7", "vehicleId")]
    [InlineData("vehicleId=%2001990000-0000-7000-8000-000000000000", "vehicleId")]
    [InlineData("vehicleId=01990000-0000-7000-8000-000000000000%0A", "vehicleId")]
    [InlineData("area=%00", "area")]
    public async Task Bad_parameters_are_named(string query, string path) => await (await probes.Http.GetAsync($"/probe/list?{query}")).Issues(path);

    [Fact]
    public async Task Good_parameters_are_read_and_unknown_ones_ignored() =>
        (await probes.Http.GetStringAsync("/probe/list?from=2025-06-01T18:00:00+02:00&area=A&area=B&what=ever"))
            .ShouldBe("50  2025-06-01T16:00:00.0000000+00:00 A+B");
}
