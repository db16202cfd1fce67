using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansFlex.Silo.Tests.Gateways;

/// <summary>A vendor's adapter in this process: keeps what it is sent and answers as told.</summary>
internal sealed class Adapter : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Body, IReadOnlyDictionary<string, string> Headers)> _received = new();

    private Adapter(WebApplication app) => _app = app;

    /// <summary>What the next requests are answered with.</summary>
    public int Status { get; set; } = 204;

    public IReadOnlyList<(string Body, IReadOnlyDictionary<string, string> Headers)> Received => [.. _received];

    public string Url { get; private set; } = "";

    public static async Task<Adapter> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var adapter = new Adapter(app);
        app.UseRouting();
        app.MapPost("/commands", adapter.Receive);
        await app.StartAsync();
        adapter.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/commands";
        return adapter;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _received.Enqueue((await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        context.Response.StatusCode = Status;
        if (Status is 302)
            context.Response.Headers.Location = Url;
    }
}
