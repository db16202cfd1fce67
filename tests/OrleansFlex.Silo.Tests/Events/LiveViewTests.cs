using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Silo.Events;
using OrleansFlex.Silo.Tests.Hosting;
using OrleansFlex.Silo.Tests.Webhooks;

namespace OrleansFlex.Silo.Tests.Events;

public sealed class LiveViewTests
{
    [Fact]
    public async Task Events_are_shown_as_they_happen_and_a_reader_that_comes_back_misses_none()
    {
        await using var world = await EventWorld.StartAsync();
        await world.HappenAsync(2);
        string last;
        await using (var reader = await LiveReader.OpenAsync(world.Http))
        {
            var first = await world.HappenAsync(3);
            await world.HappenAsync(1, client: "stranger");
            (await reader.IdsAsync(2)).ShouldBe(first[..2]);
            last = reader.LastEventId;
            (await reader.IdsAsync(1)).ShouldBe(first[2..]);
            var more = await world.HappenAsync(250, name: "flex:vehicle-policy:status");
            (await reader.IdsAsync(250)).ShouldBe(more);
        }

        await using var again = await LiveReader.OpenAsync(world.Http, lastEventId: last);
        (await again.IdsAsync(251)).Count.ShouldBe(251);
        await using var byQuery = await LiveReader.OpenAsync(world.Http, $"?events=flex:session:updated&lastEventId={last}");
        var item = (await byQuery.NextAsync())!.Value;
        item.EventType.ShouldBe("flex:session:updated");
        var later = await world.HappenAsync(1);
        (await byQuery.IdsAsync(1)).ShouldBe(later);
    }

    [Fact]
    public async Task A_reader_that_leaves_before_the_first_event_can_come_back_too()
    {
        await using var world = await EventWorld.StartAsync();
        string place;
        await using (var reader = await LiveReader.OpenAsync(world.Http, "?events=flex:session:updated"))
        {
            await world.HappenAsync(1, name: "flex:vehicle-policy:status");
            await world.HappenAsync(1);
            await reader.NextAsync();
            place = reader.LastEventId;
        }

        var missed = await world.HappenAsync(2);
        await using var again = await LiveReader.OpenAsync(world.Http, lastEventId: place);
        (await again.IdsAsync(2)).ShouldBe(missed);
    }

    [Theory]
    [InlineData("?lastEventId=x", "lastEventId")]
    [InlineData("?lastEventId=AQAAAAAAAAABAAAAAAAAAAEAAAAA", "lastEventId")]
    [InlineData("?events=flex:nothing", "events")]
    [InlineData("?events=", "events")]
    public async Task What_cannot_be_followed_is_refused(string query, string path)
    {
        await using var world = await EventWorld.StartAsync();
        await (await world.Http.GetAsync($"/flex/events{query}")).Issues(path);
    }

    [Fact]
    public async Task A_place_in_anothers_stream_or_beyond_the_end_is_refused()
    {
        await using var world = await EventWorld.StartAsync();
        await using var reader = await LiveReader.OpenAsync(world.Http);
        await world.HappenAsync(1);
        await reader.NextAsync();
        await (await world.Stranger.GetAsync($"/flex/events?lastEventId={reader.LastEventId}")).Issues("lastEventId");
        var beyond = new EventPlace(1_000_000, 1).ToText(RunningSilo.ClientId);
        await (await world.Http.GetAsync($"/flex/events?lastEventId={beyond}")).Issues("lastEventId");
        using var nobody = new HttpClient { BaseAddress = world.Http.BaseAddress };
        (await nobody.GetAsync("/flex/events")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_reader_whose_place_is_no_longer_kept_is_told()
    {
        await using var world = await EventWorld.StartAsync();
        await using var reader = await LiveReader.OpenAsync(world.Http);
        await world.HappenAsync(1);
        await reader.NextAsync();
        var retention = world.Silo.Host.App.Services.GetRequiredService<EventRetention>();
        for (var ticks = 0; retention.PurgedBeforeMs == 0 && ticks < 200; ticks++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(10));
            await retention.TickAsync(CancellationToken.None);
        }

        await world.Silo.SignedInAsync();
        await using var again = await LiveReader.OpenAsync(world.Http, lastEventId: new EventPlace(1, 1).ToText(RunningSilo.ClientId));
        (await again.NextAsync())!.Value.EventType.ShouldBe("reset");
        var fresh = await world.HappenAsync(1);
        (await again.IdsAsync(1)).ShouldBe(fresh);
    }

    [Fact]
    public async Task A_tenant_has_a_limited_number_of_live_views()
    {
        await using var world = await EventWorld.StartAsync();
        var readers = new List<LiveReader>();
        for (var i = 0; i < LiveViews.MaxPerClient; i++)
            readers.Add(await LiveReader.OpenAsync(world.Http));
        (await (await world.Http.GetAsync("/flex/events")).Problem(HttpStatusCode.TooManyRequests)).ShouldNotBeNull();
        await using var other = await LiveReader.OpenAsync(world.Stranger);
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    [Fact]
    public async Task Asking_for_the_headers_alone_ends() => await HeadAsync();

    [Fact]
    public async Task Who_listens_is_known_at_once()
    {
        await using var world = await EventWorld.StartAsync();
        var interest = world.Silo.Host.App.Services.GetRequiredService<IEventInterest>();
        interest.IsListening(RunningSilo.ClientId).ShouldBeFalse();
        var id = await world.HookAsync("https://example.org/hook");
        interest.IsListening(RunningSilo.ClientId).ShouldBeTrue();
        (await world.Http.DeleteAsync($"/webhooks/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        interest.IsListening(RunningSilo.ClientId).ShouldBeFalse();
        await using (await LiveReader.OpenAsync(world.Http))
            interest.IsListening(RunningSilo.ClientId).ShouldBeTrue();
        world.Time.Advance(TimeSpan.FromHours(25));
        interest.IsListening(RunningSilo.ClientId).ShouldBeFalse();
        interest.IsListening("stranger").ShouldBeFalse();
    }

    private static async Task HeadAsync()
    {
        await using var world = await EventWorld.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/flex/events");
        using var response = await world.Http.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(30));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
