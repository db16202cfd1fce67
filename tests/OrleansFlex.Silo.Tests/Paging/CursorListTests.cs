using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Paging;

/// <summary>A cursor is good for the list that gave it out, and for no other.</summary>
public sealed class CursorListTests
{
    private const string Home = """{"name":"Home","latitude":50.8,"longitude":4.3}""";

    [Fact]
    public async Task A_cursor_of_another_list_is_a_400_that_names_the_parameter()
    {
        await using var silo = await FilledAsync();
        var users = await After(silo, "/users?pageSize=1");
        foreach (var other in new[]
        {
            "/locations", "/vehicles", "/users/u1/locations", "/flex/vehicle-policies", "/flex/vehicle-policies/sessions", "/solar-configurations", "/flex/tariffs",
            "/webhooks", "/flex/simulations",
        })
        {
            await (await silo.Http.GetAsync($"{other}?after={users}")).Issues("after");
            await (await silo.Http.GetAsync($"{other}?before={users}")).Issues("before");
        }
        (await Names(silo, $"/users?pageSize=1&after={users}")).Count.ShouldBe(1);
        (await Names(silo, $"/users/?after={users}&pageSize=7")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_ids_in_the_path_and_the_filters_belong_to_the_list()
    {
        await using var silo = await FilledAsync();
        var first = await After(silo, "/users/u1/locations?pageSize=1");
        (await Names(silo, $"/users/u1/locations?after={first}")).Count.ShouldBe(1);
        await (await silo.Http.GetAsync($"/users/u2/locations?after={first}")).Issues("after");

        var all = await After(silo, "/locations?pageSize=1");
        await (await silo.Http.GetAsync($"/users/u1/locations?after={all}")).Issues("after");
    }

    [Fact]
    public async Task Both_cursors_together_are_a_400()
    {
        await using var silo = await FilledAsync();
        var cursor = await After(silo, "/users?pageSize=1");
        await (await silo.Http.GetAsync($"/users?after={cursor}&before={cursor}")).Issues("before");
    }

    private static async Task<RunningSilo> FilledAsync()
    {
        var silo = await (await RunningSilo.StartAsync()).SignedInAsync();
        foreach (var user in new[] { "u1", "u1", "u2", "u2" })
            (await silo.Http.PostJson($"/users/{user}/locations", Home)).EnsureSuccessStatusCode();
        return silo;
    }

    private static async Task<string> After(RunningSilo silo, string address) =>
        (string)(await (await silo.Http.GetAsync(address)).Json())["pagination"]!["after"]!;

    private static async Task<JsonArray> Names(RunningSilo silo, string address) => (JsonArray)(await (await silo.Http.GetAsync(address)).Json())["data"]!;
}
