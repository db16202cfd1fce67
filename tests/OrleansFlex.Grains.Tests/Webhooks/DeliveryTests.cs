using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Grains.Tests.Hosting;
using OrleansFlex.Grains.Webhooks;

namespace OrleansFlex.Grains.Tests.Webhooks;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Events_arrive_in_batches_of_at_most_a_hundred_in_the_order_in_which_they_happened()
    {
        await using var world = await WebhookGrid.StartAsync();
        await world.HappenAsync(3);
        await world.CreateAsync();
        var happened = await world.HappenAsync(250);
        await world.Sender.WhenSentAsync(3);
        world.Sender.All.Select(sent => sent.Events.Count).ShouldBe([100, 100, 50]);
        world.Sender.All.SelectMany(sent => sent.EventIds).ShouldBe(happened);
        world.Sender.All.Select(sent => sent.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Only_events_that_are_wanted_are_sent()
    {
        await using var world = await WebhookGrid.StartAsync();
        await world.CreateAsync("flex:session:updated");
        await world.HappenAsync(2_500, name: "user:vendor-action:updated");
        var wanted = await world.HappenAsync(1);
        await world.Sender.WhenSentAsync(1);
        world.Sender.All.Single().EventIds.ShouldBe(wanted);
    }

    [Fact]
    public async Task A_failed_batch_is_tried_again_with_the_same_identities_at_growing_intervals()
    {
        await using var world = await WebhookGrid.StartAsync();
        var webhook = await world.CreateAsync();
        world.Sender.Answer = sent => Task.FromResult(sent.Number <= 6 ? 500 : 200);
        var first = await world.HappenAsync(2);
        await world.Sender.WhenSentAsync(1);
        var later = await world.HappenAsync(3);
        foreach (var (pause, number) in ((int, int)[])[(5, 2), (30, 3), (120, 4), (600, 5), (1_800, 6), (3_600, 7)])
        {
            await world.PassAsync(TimeSpan.FromSeconds(pause));
            await world.Sender.WhenSentAsync(number);
        }

        await world.Sender.WhenSentAsync(8);
        // Once there is nothing left to send, it waits to write what it remembers.
        await world.Real.WhenArmedAsync(world.Now.AddSeconds(10));
        var sent = world.Sender.All;
        sent.Take(7).ShouldAllBe(each => each.Id == sent[0].Id && each.EventIds.SequenceEqual(first));
        sent[7].EventIds.ShouldBe(later);
        var deliveries = (await webhook.GetDeliveries())!.Value;
        deliveries.Select(each => each.Attempt).ShouldBe([1, 7, 6, 5, 4, 3, 2, 1]);
        deliveries[^1].Error.ShouldBe("The answer was 500.");
        (await webhook.Get())!.FailingSinceMs.ShouldBeNull();
    }

    [Fact]
    public async Task After_a_day_of_failures_the_queue_is_dropped_and_a_test_or_a_change_revives()
    {
        await using var world = await WebhookGrid.StartAsync();
        var webhook = await world.CreateAsync();
        var answer = 500;
        world.Sender.Answer = _ => Task.FromResult(answer);
        await GiveUpAsync(world, webhook, () => world.HappenAsync(2));
        await world.HappenAsync(5);
        answer = 200;
        await webhook.Tested();
        (await webhook.Get())!.IsActive.ShouldBeTrue("A test that succeeds revives.");
        var count = world.Sender.All.Count;
        var fresh = await world.HappenAsync(1);
        await world.Sender.WhenSentAsync(count + 1);
        world.Sender.All[^1].EventIds.ShouldBe(fresh);

        answer = 503;
        await GiveUpAsync(world, webhook, () => world.HappenAsync(1));
        answer = 200;
        (await webhook.Update(new WebhookChange()))!.IsActive.ShouldBeTrue();
        count = world.Sender.All.Count;
        fresh = await world.HappenAsync(1);
        await world.Sender.WhenSentAsync(count + 1);
        world.Sender.All[^1].EventIds.ShouldBe(fresh);
    }

    [Fact]
    public async Task A_change_makes_the_next_attempt_come_at_once()
    {
        await using var world = await WebhookGrid.StartAsync();
        var webhook = await world.CreateAsync();
        world.Sender.Answer = sent => Task.FromResult(sent.Target.Url.EndsWith("new", StringComparison.Ordinal) ? 200 : 404);
        var happened = await world.HappenAsync(1);
        await world.Sender.WhenSentAsync(1);
        await world.Real.WhenArmedAsync(world.Now.AddSeconds(5));
        await webhook.Update(new WebhookChange { Url = "https://example.org/new" });
        await world.Sender.WhenSentAsync(2);
        world.Sender.All[1].EventIds.ShouldBe(happened);
    }

    [Fact]
    public async Task A_delivery_whose_success_could_not_be_stored_is_repeated_with_the_same_identities()
    {
        await using var world = await WebhookGrid.StartAsync();
        await world.CreateAsync();
        world.Grid.Storage.FailNext("webhook");
        var happened = await world.HappenAsync(2);
        await world.Sender.WhenSentAsync(1);
        await world.PassAsync(TimeSpan.FromSeconds(5));
        await world.Sender.WhenSentAsync(2);
        var sent = world.Sender.All;
        sent[1].Id.ShouldBe(sent[0].Id);
        sent[1].EventIds.ShouldBe(happened);
    }

    [Fact]
    public async Task A_restart_goes_on_where_it_stopped()
    {
        await using var world = await WebhookGrid.StartAsync();
        var id = GrainKeys.Id((await world.CreateAsync()).GetPrimaryKeyString());
        await world.HappenAsync(3);
        await world.Sender.WhenSentAsync(1);
        world.Sender.Answer = _ => new TaskCompletionSource<int>().Task;
        var open = await world.HappenAsync(2);
        await world.Sender.WhenBegunAsync(2);
        world.Sender.Answer = _ => Task.FromResult(200);
        await world.Grid.RestartAsync();
        await world.Sender.WhenSentAsync(2);
        world.Sender.Taken.Select(each => (Guid)each["id"]!).Skip(3).ShouldBe(open);
        world.Sender.All[2].Id.ShouldBe(world.Sender.All[1].Id);
        (await world.Webhook(id).GetDeliveries())!.Value.ShouldNotBeEmpty("What is remembered is written when a silo stops.");
    }

    [Fact]
    public async Task A_subscriber_that_does_not_answer_holds_nobody_back()
    {
        await using var world = await WebhookGrid.StartAsync();
        var slow = await world.CreateAsync();
        var slowUrl = (await slow.Update(new WebhookChange { Url = "https://example.org/slow" }))!.Url;
        var quick = await world.CreateAsync();
        world.Sender.Answer = sent => sent.Target.Url == slowUrl ? new TaskCompletionSource<int>().Task : Task.FromResult(200);
        for (var i = 0; i < 5; i++)
        {
            var happened = await world.HappenAsync(1);
            await world.Sender.WhenSentAsync(i + 1);
            world.Sender.Taken.Select(each => (Guid)each["id"]!).ShouldContain(happened[0]);
        }

        (await slow.Get())!.Url.ShouldBe(slowUrl);
        (await quick.Get()).ShouldNotBeNull();
        (await world.Book.Delete(GrainKeys.Id(slow.GetPrimaryKeyString()))).ShouldBeTrue();
        (await slow.Get()).ShouldBeNull();
    }

    [Fact]
    public async Task Silence_is_broken_by_a_heartbeat_every_quarter_of_an_hour()
    {
        await using var world = await WebhookGrid.StartAsync();
        await world.CreateAsync("*");
        var start = world.Now;
        for (var beat = 1; beat <= 2; beat++)
        {
            // After a delivery it first waits to write what it remembers.
            if (beat > 1)
                await world.PassAsync(TimeSpan.FromSeconds(10));
            await world.PassAsync(start.AddMinutes(15 * beat) - world.Now);
            await world.Sender.WhenSentAsync(beat);
            var sent = world.Sender.All[^1].Events.Single();
            ((string?)sent["event"]).ShouldBe("system:heartbeat");
            ((int)sent["pendingEvents"]!).ShouldBe(0);
            ((string?)sent["version"]).ShouldBe("2024-10-01");
        }

        world.Sender.All.Select(sent => sent.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_replaced_secret_stays_valid_for_a_day()
    {
        await using var world = await WebhookGrid.StartAsync();
        var webhook = await world.CreateAsync();
        await webhook.Update(new WebhookChange { Secret = "newer" });
        var target = (await webhook.GetTarget())!;
        (target.Secret, target.PreviousSecret).ShouldBe(("newer", "sealed"));
        world.Real.Advance(TimeSpan.FromHours(24));
        (await webhook.GetTarget())!.PreviousSecret.ShouldBeNull();
    }

    [Fact]
    public async Task A_tenant_has_at_most_twenty_webhooks()
    {
        await using var world = await WebhookGrid.StartAsync();
        var webhooks = new List<IWebhookGrain>();
        for (var i = 0; i < WebhookBookGrain.MaxWebhooks; i++)
            webhooks.Add(await world.CreateAsync());
        var draft = new WebhookDraft { Url = "https://example.org", Secret = "sealed", Events = ["*"] };
        (await world.Book.Create(Guid.NewGuid(), draft)).Refusal!.Code.ShouldBe("webhook.too_many");
        (await world.Book.Delete(GrainKeys.Id(webhooks[3].GetPrimaryKeyString()))).ShouldBeTrue();
        (await world.Book.Create(Guid.NewGuid(), draft)).IsAccepted.ShouldBeTrue();
    }

    private static async Task GiveUpAsync(WebhookGrid world, IWebhookGrain webhook, Func<Task> happen)
    {
        var first = world.Sender.All.Count + 1;
        int[] pauses = [5, 30, 120, 600, 1_800];
        var end = world.Now.AddHours(24);
        var attempts = 0;
        while (true)
        {
            var remembered = world.Grid.Storage.NextWriteAsync("webhook-deliveries");
            if (attempts == 0)
            {
                await happen();
            }
            else
            {
                var next = world.Now.AddSeconds(attempts <= pauses.Length ? pauses[attempts - 1] : 3_600);
                await world.PassAsync((next < end ? next : end) - world.Now);
            }

            await world.Sender.WhenSentAsync(first + attempts);
            await remembered;
            attempts++;
            if (world.Now == end)
                break;
        }

        attempts.ShouldBe(30);
        var view = (await webhook.Get())!;
        view.IsActive.ShouldBeFalse();
        view.NextAttemptMs.ShouldBeNull();
    }
}
