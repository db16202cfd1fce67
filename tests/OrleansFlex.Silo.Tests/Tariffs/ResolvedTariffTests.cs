using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Tariffs;

public sealed class ResolvedTariffTests
{
    [Fact]
    public async Task Intervals_cover_days_of_23_and_25_hours()
    {
        await using var spring = await TariffWorld.StartAsync(new(2025, 3, 28, 12, 0, 0, TimeSpan.Zero));
        await Fill(spring, "2025-03-29T00:00:00+01:00", "2025-03-30T00:30:00Z", "2025-04-02T00:00:00+02:00");
        TariffWorld.Intervals(await (await spring.Resolved("2025-03-30", "2025-03-31")).Json()).ShouldBe(
            ["2025-03-30T00:00:00+01:00 2025-03-30T01:30:00+01:00 0.2", "2025-03-30T01:30:00+01:00 2025-03-31T00:00:00+02:00 0.4"]);

        await using var autumn = await TariffWorld.StartAsync(new(2025, 10, 24, 12, 0, 0, TimeSpan.Zero));
        await Fill(autumn, "2025-10-25T00:00:00+02:00", "2025-10-26T01:30:00Z", "2025-10-28T00:00:00+01:00");
        TariffWorld.Intervals(await (await autumn.Resolved("2025-10-26", "2025-10-27")).Json()).ShouldBe(
            ["2025-10-26T00:00:00+02:00 2025-10-26T02:30:00+01:00 0.2", "2025-10-26T02:30:00+01:00 2025-10-27T00:00:00+01:00 0.4"]);
    }

    [Fact]
    public async Task Zones_may_skip_midnight_or_a_whole_day_or_be_a_quarter_off()
    {
        await using var santiago = await TariffWorld.StartAsync(new(2025, 9, 5, 12, 0, 0, TimeSpan.Zero), "America/Santiago");
        await Fill(santiago, "2025-09-06T00:00:00Z", "2025-09-06T06:00:00Z", "2025-09-10T00:00:00Z");
        TariffWorld.Intervals(await (await santiago.Resolved("2025-09-07", "2025-09-08")).Json())
            .ShouldBe(["2025-09-07T01:00:00-03:00 2025-09-08T00:00:00-03:00 0.4"]);

        await using var apia = await TariffWorld.StartAsync(new(2011, 12, 27, 12, 0, 0, TimeSpan.Zero), "Pacific/Apia");
        await Fill(apia, "2011-12-28T00:00:00Z", "2011-12-29T00:00:00Z", "2012-01-10T00:00:00Z");
        TariffWorld.Intervals(await (await apia.Resolved("2011-12-30", "2011-12-31")).Json()).ShouldBeEmpty();
        TariffWorld.Intervals(await (await apia.Resolved("2011-12-29", "2012-01-01")).Json())
            .ShouldBe(["2011-12-29T00:00:00-10:00 2012-01-01T00:00:00+14:00 0.4"]);

        await using var nepal = await TariffWorld.StartAsync(new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero), "Asia/Kathmandu");
        await Fill(nepal, "2025-06-02T00:00:00Z", "2025-06-03T00:00:00Z", "2025-06-10T00:00:00Z");
        TariffWorld.Intervals(await (await nepal.Resolved("2025-06-03", "2025-06-04")).Json()).ShouldBe(
            ["2025-06-03T00:00:00+05:45 2025-06-03T05:45:00+05:45 0.2", "2025-06-03T05:45:00+05:45 2025-06-04T00:00:00+05:45 0.4"]);
    }

    [Fact]
    public async Task What_is_not_resolved_says_why()
    {
        await using var world = await TariffWorld.StartAsync(new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero), "UTC");
        await world.AddTariff("spot");
        await world.AddTariff("m", currency: null);
        await world.Push("spot", "1", "2025-06-02T18:00:00Z", ("2025-06-02T06:00:00Z", "0.3"));
        await world.Push("m", "2", "2025-06-02T20:00:00Z", ("2025-06-02T03:00:00Z", "3"), ("2025-06-02T12:00:00Z", "0"), ("2025-06-02T14:00:00Z", "0.0000001"), ("2025-06-02T16:00:00Z", "2"));
        (await world.SetFormula("spot / (s * s)", """{"spot":"spot","s":"m","unused":"m"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await (await world.Resolved("2025-06-02", "2025-06-03")).Json();
        TariffWorld.Intervals(body).Select(i => i.Split(' ')[2]).ShouldBe(
            ["MISSING_DATA", "MISSING_DATA", "0.0333333333333333333333333333", "DIVISION_BY_ZERO", "OVERFLOW", "0.075", "MISSING_DATA", "MISSING_DATA"]);
        body["intervals"]!.AsArray().Select(i => i!["missing"]?.ToJsonString()).ShouldBe(
            ["""["spot","m"]""", """["spot"]""", null, "[]", "[]", null, """["spot"]""", """["spot","m"]"""]);
        body["intervals"]!.AsArray().Select(i => (string)i!["status"]!).Distinct().ShouldBe(["UNRESOLVED", "RESOLVED"]);
    }

    [Fact]
    public async Task Pages_tile_the_range_in_both_directions()
    {
        await using var world = await TariffWorld.StartAsync(new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await world.AddTariff("spot");
        var values = Enumerable.Range(0, 2_000).Select(i => (new DateTimeOffset(2025, 3, 2, 0, 0, 0, TimeSpan.Zero).AddMinutes(30 * i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), $"{i / 2}"));
        (await world.Push("spot", "1", "2025-06-01T00:00:00Z", [.. values])).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await world.SetFormula("spot");
        var all = TariffWorld.Intervals(await (await world.Resolved("2025-03-01", "2025-07-01", "&pageSize=1000")).Json());
        var rest = await (await world.Resolved("2025-03-01", "2025-07-01", "&pageSize=1000")).Json();
        all = [.. all, .. TariffWorld.Intervals(await (await world.Resolved("2025-03-01", "2025-07-01", $"&pageSize=1000&after={(string)rest["pagination"]!["after"]!}")).Json())];
        all.Count.ShouldBe(1_002);

        var (forwards, backwards) = (new List<string>(), new List<string>());
        JsonNode page = await (await world.Resolved("2025-03-01", "2025-07-01", "&pageSize=97")).Json();
        page["pagination"]!["before"].ShouldBeNull();
        while (true)
        {
            forwards.AddRange(TariffWorld.Intervals(page));
            if ((string?)page["pagination"]!["after"] is not { } after)
                break;
            page = await (await world.Resolved("2025-03-01", "2025-07-01", $"&pageSize=97&after={after}")).Json();
        }

        forwards.ShouldBe(all);
        while ((string?)page["pagination"]!["before"] is { } before)
        {
            page = await (await world.Resolved("2025-03-01", "2025-07-01", $"&pageSize=97&before={before}")).Json();
            backwards.InsertRange(0, TariffWorld.Intervals(page));
        }

        backwards.Count.ShouldBeGreaterThan(900);
        backwards.ShouldBe(all.Take(backwards.Count));
        await (await world.Resolved("2025-03-01", "2025-07-01", "&after=x")).Issues("after");
    }

    [Fact]
    public async Task The_tag_changes_with_the_rates()
    {
        await using var world = await TariffWorld.StartAsync(new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero));
        await Fill(world, "2025-06-02T00:00:00Z", "2025-06-03T00:00:00Z", "2025-06-10T00:00:00Z");
        var tag = (await world.Resolved("2025-06-02", "2025-06-05")).Headers.ETag!.Tag;
        (await Status(tag)).ShouldBe(HttpStatusCode.NotModified);
        (await Status($"\"other\", W/{tag}")).ShouldBe(HttpStatusCode.NotModified);
        await world.Push("spot", "x", "2025-06-04T00:00:00Z", ("2025-06-03T12:00:00Z", "9"));
        (await Status(tag)).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> Status(string known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/flex/locations/{world.LocationId}/tariffs/resolved?from=2025-06-02&to=2025-06-05&direction=import");
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            return (await world.Http.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Formulas_are_shown_as_given_and_faults_name_their_place()
    {
        await using var world = await TariffWorld.StartAsync(new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero));
        await world.AddTariff("spot");
        var set = await (await world.SetFormula("max(spot, 0)\n  + 0.02")).Json();
        ((string)set["formula"]!, (string)set["variables"]!["spot"]!).ShouldBe(("max(spot, 0)\n  + 0.02", "spot"));
        (await (await world.Http.GetAsync($"/flex/locations/{world.LocationId}/tariff-formula?direction=import")).Json()).ToJsonString().ShouldBe(set.ToJsonString());
        var fault = await (await world.SetFormula("max(spot, 0)\n  + spt")).Problem(HttpStatusCode.BadRequest);
        ((string)fault["issues"]![0]!["message"]!).ShouldBe("line 2, column 5: there is no variable 'spt'; did you mean 'spot'?");
        await (await world.SetFormula("spot + x", """{"spot":"none","x":5}""")).Issues("variables.x");
        var unknown = await (await world.SetFormula("a", """{"a":"psot"}""")).Problem(HttpStatusCode.BadRequest);
        ((string)unknown["issues"]![0]!["message"]!).ShouldBe("there is no tariff 'psot'; did you mean 'spot'?");
        await (await world.SetFormula("spot + x", """{"spot":"none"}""")).Issues("variables.spot");
        await (await world.SetFormula("x", "{" + string.Join(',', Enumerable.Range(0, 33).Select(i => $"\"x{i}\":\"spot\"")) + "}")).Issues("variables");
        await (await world.Http.GetAsync($"/flex/locations/{world.LocationId}/tariff-formula?direction=export")).Problem(HttpStatusCode.NotFound);
        await (await world.Http.DeleteAsync("/flex/tariffs/spot")).Problem(HttpStatusCode.Conflict);
        (await world.Http.DeleteAsync($"/flex/locations/{world.LocationId}/tariff-formula?direction=import")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await world.Resolved("2025-06-02", "2025-06-05")).Problem(HttpStatusCode.NotFound);
    }

    private static async Task Fill(TariffWorld world, string from, string change, string to)
    {
        await world.AddTariff("spot");
        (await world.Push("spot", "1", to, (from, "0.1"), (change, "0.2"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await world.SetFormula("2 * spot")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
