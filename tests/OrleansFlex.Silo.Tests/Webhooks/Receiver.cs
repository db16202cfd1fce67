using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansFlex.Silo.Tests.Webhooks;

/// <summary>A subscriber: takes deliveries on a port of its own and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<Delivery> _all = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What a delivery gets; 200 where not set. Runs before the delivery counts as received.</summary>
    public Func<Delivery, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

    public IReadOnlyList<Delivery> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Completes when so many deliveries have been received.</summary>
    public Task WhenReceivedAsync(int count)
    {
        lock (_lock)
        {
            if (_all.Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var delivery = new Delivery(context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        lock (_lock)
        {
            _all.Add(delivery);
            foreach (var (count, reached) in _awaited)
            {
                if (_all.Count >= count)
                    reached.TrySetResult();
            }
        }

        await Answer(delivery, context);
    }
}

/// <summary>What a subscriber got.</summary>
internal sealed record Delivery(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public IReadOnlyList<JsonNode> Events => [.. JsonNode.Parse(Body)!.AsArray().Select(each => each!)];

    public IReadOnlyList<Guid> EventIds => [.. Events.Select(each => (Guid)each["id"]!)];
}
