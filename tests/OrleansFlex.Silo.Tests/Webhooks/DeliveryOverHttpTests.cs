using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Webhooks;

public sealed class DeliveryOverHttpTests
{
    [Fact]
    public async Task A_delivery_is_a_signed_array_of_events_in_order()
    {
        await using var world = await EventWorld.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        await world.HappenAsync(2);
        var id = await world.HookAsync(receiver.Address, more: ""","authentication":{"headerName":"X-Key","headerValue":"open sesame"}""");
        var happened = await world.HappenAsync(101);
        await world.HappenAsync(1, client: "stranger");
        await receiver.WhenReceivedAsync(2);
        receiver.All.SelectMany(delivery => delivery.EventIds).ShouldBe(happened);
        foreach (var delivery in receiver.All)
        {
            delivery.Path.ShouldBe("/hook");
            delivery.Headers["Content-Type"].ShouldBe("application/json");
            delivery.Headers["X-Key"].ShouldBe("open sesame");
            delivery.Headers["x-enode-signature"].ShouldBe(WebhookSignature.Sha1("example-secret", delivery.Body));
            delivery.Headers["webhook-id"].ShouldBe(delivery.Headers["x-enode-delivery"]);
            delivery.Headers["webhook-timestamp"].ShouldBe(world.Time.GetUtcNow().ToUnixTimeSeconds().ToString());
            delivery.Headers["webhook-signature"].ShouldBe(
                WebhookSignature.Standard("example-secret", delivery.Headers["webhook-id"], world.Time.GetUtcNow().ToUnixTimeSeconds(), delivery.Body));
            delivery.Headers.Keys.ShouldNotContain("traceparent");
        }

        await SettledAsync(world);
        var deliveries = (await world.GetAsync($"/webhooks/{id}/deliveries?pageSize=1"))!;
        var newest = deliveries["data"]!.AsArray().Single()!;
        ((int)newest["status"]!, (bool)newest["isSuccess"]!, (int)newest["eventCount"]!, (Guid)newest["eventIds"]![0]!).ShouldBe((200, true, 1, happened[^1]));
        var older = (await world.GetAsync($"/webhooks/{id}/deliveries?after={deliveries["pagination"]!["after"]}"))["data"]!.AsArray().Single()!;
        ((int)older["eventCount"]!, (int)older["attempt"]!).ShouldBe((100, 1));
        (await world.GetAsync($"/webhooks/{id}"))["lastSuccess"].ShouldNotBeNull();
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_verify_for_a_day()
    {
        await using var world = await EventWorld.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var id = await world.HookAsync(receiver.Address, events: """["flex:session:updated"]""");
        (await world.Http.PostOrPut("PATCH", $"/webhooks/{id}", """{"secret":"the newer secret"}"""u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.OK);
        await world.HappenAsync(1);
        await receiver.WhenReceivedAsync(1);
        var rotated = receiver.All[0];
        var now = world.Time.GetUtcNow().ToUnixTimeSeconds();
        rotated.Headers["x-enode-signature"].ShouldBe(WebhookSignature.Sha1("the newer secret", rotated.Body));
        rotated.Headers["webhook-signature"].Split(' ').ShouldBe(
            ((string[])["the newer secret", "example-secret"]).Select(secret => WebhookSignature.Standard(secret, rotated.Headers["webhook-id"], now, rotated.Body)));
        await SettledAsync(world);
        world.Time.Advance(TimeSpan.FromHours(24));
        await world.HappenAsync(1);
        await receiver.WhenReceivedAsync(2);
        receiver.All[1].Headers["webhook-signature"].ShouldNotContain(' ');
    }

    [Fact]
    public async Task A_test_tells_what_came_back_and_how_it_failed()
    {
        await using var world = await EventWorld.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var id = await world.HookAsync(receiver.Address);
        receiver.Answer = async (_, context) =>
        {
            context.Response.StatusCode = 202;
            context.Response.Headers["X-Seen"] = "yes";
            await context.Response.WriteAsync(new string('y', 100_000));
        };
        var success = await (await world.Http.PostAsync($"/webhooks/{id}/test", null)).Json();
        ((string)success["status"]!, (int)success["response"]!["code"]!).ShouldBe(("SUCCESS", 202));
        ((string)success["response"]!["body"]!).Length.ShouldBe(16 * 1024);
        success["response"]!["headers"]!.AsArray().Select(header => (string)header!).ShouldContain("X-Seen: yes");
        ((string)receiver.All[0].Events.Single()["event"]!).ShouldBe("enode:webhook:test");

        receiver.Answer = (_, context) =>
        {
            context.Response.Redirect(receiver.Address.Replace("/hook", "/elsewhere"));
            return Task.CompletedTask;
        };
        var redirect = await (await world.Http.PostAsync($"/webhooks/{id}/test", null)).Json();
        ((string)redirect["status"]!, (int)redirect["response"]!["code"]!).ShouldBe(("FAILURE", 302));
        receiver.All.ShouldAllBe(delivery => delivery.Path == "/hook");

        await receiver.DisposeAsync();
        var gone = await (await world.Http.PostAsync($"/webhooks/{id}/test", null)).Json();
        ((string)gone["status"]!, gone["response"]).ShouldBe(("FAILURE", null));
        ((string)gone["description"]!).ShouldBe("There was no connection.");
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_left_after_five_seconds_and_holds_nobody_back()
    {
        await using var world = await EventWorld.StartAsync();
        await using var hanging = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        hanging.Answer = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await world.HookAsync(quick.Address);
        await world.HappenAsync(1);
        await quick.WhenReceivedAsync(1);
        await SettledAsync(world);
        // Apart, so that what the one waits for is not taken for what the other does.
        world.Time.Advance(TimeSpan.FromSeconds(2));
        var id = await world.HookAsync(hanging.Address);
        var happened = await world.HappenAsync(1);
        await hanging.WhenReceivedAsync(1);
        await quick.WhenReceivedAsync(2);
        (await world.GetAsync($"/webhooks/{id}"))["failingSince"].ShouldBeNull();
        world.Time.Advance(TimeSpan.FromSeconds(5));
        await world.Time.WhenArmedAsync(world.Time.GetUtcNow().AddSeconds(5));
        ((string)(await world.GetAsync($"/webhooks/{id}/deliveries"))["data"]![0]!["error"]!).ShouldBe("There was no answer within 5 s.");
        hanging.Answer = (_, _) => Task.CompletedTask;
        world.Time.Advance(TimeSpan.FromSeconds(5));
        await hanging.WhenReceivedAsync(2);
        hanging.All[1].EventIds.ShouldBe(happened);
        hanging.All[1].Headers["x-enode-delivery"].ShouldBe(hanging.All[0].Headers["x-enode-delivery"]);
    }

    [Fact]
    public async Task An_address_that_turns_out_to_be_private_gets_nothing()
    {
        await using var world = await EventWorld.StartAsync(allowPrivate: false);
        // A name without a dot resolves, if at all, to this machine or its neighbours.
        var host = Dns.GetHostName();
        var id = await world.HookAsync($"https://{host}/hook");
        var tested = await (await world.Http.PostAsync($"/webhooks/{id}/test", null)).Json();
        ((string)tested["status"]!, tested["response"]).ShouldBe(("FAILURE", null));
        ((string)tested["description"]!).ShouldBeOneOf($"{host} has no address that requests may go to.", "The name could not be resolved.");
    }

    [Fact]
    public async Task What_waits_is_delivered_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("silo-").FullName;
        try
        {
            await using var receiver = await Receiver.StartAsync();
            receiver.Answer = (_, context) =>
            {
                context.Response.StatusCode = 503;
                return Task.CompletedTask;
            };
            Guid[] happened;
            await using (var world = await EventWorld.StartAsync(folder: folder))
            {
                await world.HookAsync(receiver.Address);
                happened = await world.HappenAsync(3);
                await receiver.WhenReceivedAsync(1);
            }

            receiver.Answer = (_, _) => Task.CompletedTask;
            await using var again = await EventWorld.StartAsync(folder: folder, time: new TestKit.ManualTimeProvider(new DateTimeOffset(2026, 1, 5, 1, 0, 0, TimeSpan.Zero)));
            await receiver.WhenReceivedAsync(2);
            receiver.All[1].EventIds.ShouldBe(happened);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What was delivered is settled once the webhook waits to write what it remembers of it.
    private static Task SettledAsync(EventWorld world) =>
        world.Time.WhenArmedAsync(world.Time.GetUtcNow().AddSeconds(10)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
