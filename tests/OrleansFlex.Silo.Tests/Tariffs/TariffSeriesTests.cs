using System.Net;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Tariffs;

public sealed class TariffSeriesTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_definition_is_created_found_or_in_conflict()
    {
        await using var world = await TariffWorld.StartAsync(Start);
        await world.AddTariff("a%2Fb");
        var again = await world.Http.PostJson("/flex/tariffs/a%2Fb", """{"direction":"import","currency":"EUR","per":"kWh"}""");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string)(await again.Json())["id"]!).ShouldBe("a/b");
        await (await world.Http.PostJson("/flex/tariffs/a%2Fb", """{"direction":"export","currency":"EUR","per":"kWh"}""")).Problem(HttpStatusCode.Conflict);

        await world.AddTariff("m", currency: null);
        (await (await world.Http.GetAsync("/flex/tariffs/m")).Json()).AsObject().ContainsKey("currency").ShouldBeFalse();
        await (await world.Http.PostJson("/flex/tariffs/x", """{"direction":"import","per":"kWh"}""")).Issues("currency");
        await (await world.Http.PostJson("/flex/tariffs/x", """{"direction":"import","currency":"EUR","per":"scalar"}""")).Issues("currency");
        await (await world.Http.PostJson("/flex/tariffs/x", """{"direction":"import","currency":"eur","per":"kWh"}""")).Issues("currency");
        await (await world.Http.PostJson("/flex/tariffs/x", """{"direction":"up","per":"kwh"}""")).Issues("direction", "per");
        (await (await world.Http.GetAsync("/flex/tariffs?pageSize=1")).Json())["data"]!.AsArray().Count.ShouldBe(1);
        (await world.Http.DeleteAsync("/flex/tariffs/m")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await world.Http.DeleteAsync("/flex/tariffs/m")).Problem(HttpStatusCode.NotFound);
        (await (await world.Http.GetAsync("/flex/tariffs")).Json())["data"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Values_come_with_the_offsets_of_the_time_zone_that_is_asked_for()
    {
        await using var world = await TariffWorld.StartAsync(Start);
        await world.AddTariff("spot");
        (await world.Push("spot", "k", "2025-03-31T00:00:00+02:00", ("2025-03-29T00:00:00+01:00", "0.10"), ("2025-03-30T12:00:00Z", "-2e-3")))
            .StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var body = await (await Get(world, "2025-03-29", "2025-04-01", "Europe/Brussels")).Json();
        body["values"]!.ToJsonString().ShouldBe("""[{"at":"2025-03-29T00:00:00\u002B01:00","rate":0.1},{"at":"2025-03-30T14:00:00\u002B02:00","rate":-0.002}]""");
        body["gaps"]!.ToJsonString().ShouldBe("""[{"from":"2025-03-31T00:00:00\u002B02:00","to":"2025-04-01T00:00:00\u002B02:00"}]""");

        var nepal = await (await Get(world, "2025-03-30", "2025-03-31", "Asia/Kathmandu")).Json();
        nepal["values"]![0]!.ToJsonString().ShouldBe("""{"at":"2025-03-30T00:00:00\u002B05:45","rate":0.1}""");
        await (await Get(world, "2025-04-02", "2025-04-03", "Europe/Brussels")).Problem(HttpStatusCode.BadRequest);
        await (await Get(world, "2025-03-30", "2025-03-30", "Europe/Brussels")).Issues("to");
        await (await Get(world, "2025-01-01", "2026-03-01", "Europe/Brussels")).Issues("to");
        // Liberia's clock was 44 minutes and 30 seconds behind in 1970; the wire format has minutes.
        await (await Get(world, "1970-06-01", "1970-06-02", "Africa/Monrovia")).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_idempotency_key_is_checked_before_all_else()
    {
        await using var world = await TariffWorld.StartAsync(Start);
        await world.AddTariff("spot");
        foreach (var bad in new[] { null, "", "\"\"", new string('k', 256), "a b", "\"a\\b\"", "\"a", "\"a\";q=1" })
            await (await Push(bad)).Issues("Idempotency-Key");
        (await Push("\"k-1\"")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Push("k-1")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await world.Push("spot", "k-1", "2025-03-31T02:00:00+02:00", ("2025-03-29T01:00:00+01:00", "0.10"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var reused = await (await world.Push("spot", "k-1", "2025-03-31T00:00:00Z", ("2025-03-29T00:00:00Z", "0.2"))).Problem((HttpStatusCode)422);
        ((string)reused["type"]!).ShouldEndWith("/idempotency-key-reused");
        (await Push(new string('k', 255))).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        Task<HttpResponseMessage> Push(string? key) => world.Push("spot", key, "2025-03-31T00:00:00Z", ("2025-03-29T00:00:00Z", "0.1"));
    }

    [Fact]
    public async Task Windows_that_are_wrong_or_too_soon_are_refused()
    {
        await using var world = await TariffWorld.StartAsync(Start);
        await world.AddTariff("spot");
        await (await world.Push("spot", "k", "2025-03-30T00:00:00Z", ("2025-03-28T12:59:59Z", "1"))).Issues("values[0].at");
        await (await world.Push("spot", "k", "2025-03-30T00:00:00Z", ("2025-03-29T00:00:00", "1"))).Issues("values[0].at");
        await (await world.Push("spot", "k", "2025-03-29T00:00:00Z", ("2025-03-29T00:00:00Z", "1"))).Issues("to");
        await (await world.Push("spot", "k", "2025-03-30T00:00:00Z", ("2025-03-29T01:00:00Z", "1"), ("2025-03-29T02:00:00+02:00", "1"))).Issues("values[1].at");
        await (await world.Push("spot", "k", "2025-03-30T00:00:00Z")).Issues("values");
        await (await world.Push("none", "k", "2025-03-30T00:00:00Z", ("2025-03-29T00:00:00Z", "1"))).Problem(HttpStatusCode.NotFound);
        (await world.Push("spot", "k", "2025-03-30T00:00:00Z", ("2025-03-28T13:00:00Z", "1"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Too_much_overwriting_is_told_when_to_come_back()
    {
        await using var world = await TariffWorld.StartAsync(Start);
        await world.AddTariff("spot");
        var values = Enumerable.Range(0, 6_000).Select(i => (Start.AddDays(2).AddMinutes(15 * i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), $"{i}")).ToArray();
        (await world.Push("spot", "1", "2027-01-01T00:00:00Z", values)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await world.Push("spot", "2", "2027-01-01T00:00:00Z", values)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await world.Advance("PT10M");
        var refused = await world.Push("spot", "3", "2027-01-01T00:00:00Z", values);
        await refused.Problem(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(10));
        await world.Advance("PT23H50M");
        (await world.Push("spot", "3", "2027-01-01T00:00:00Z", values)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static Task<HttpResponseMessage> Get(TariffWorld world, string from, string to, string zone) =>
        world.Http.GetAsync($"/flex/tariffs/spot/timeseries?from={from}&to={to}&timezoneName={zone}");
}
