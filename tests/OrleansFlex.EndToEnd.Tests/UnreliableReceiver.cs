using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>
/// A subscriber that remembers what it got, but refuses at random what it has taken, breaks off at random, and can be away for a while. It
/// does the same delivery such harm only twice, so that the test ends.
/// </summary>
internal sealed class UnreliableReceiver(int port, Random random) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _harmed = [];
    private readonly Dictionary<string, int> _seen = [];
    private readonly Dictionary<(string Entity, int Number), Guid> _ids = [];
    private readonly List<string> _faults = [];
    private (int Count, TaskCompletionSource Reached)? _awaited;
    private WebApplication? _app;

    public string Address => $"http://127.0.0.1:{port}/hook";

    public int Deliveries { get; private set; }

    public int Duplicates { get; private set; }

    public int Largest { get; private set; }

    /// <summary>What was not as it should be: a gap, another order, another identity.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    /// <summary>Completes when so many different events have come.</summary>
    public Task WhenReceivedAsync(int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = (count, reached);
            if (_ids.Count >= count)
                reached.SetResult();
            return reached.Task;
        }
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.Run(TakeAsync);
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is null)
            return;
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        _app = null;
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task TakeAsync(HttpContext context)
    {
        var events = await JsonSerializer.DeserializeAsync<JsonElement[]>(context.Request.Body, cancellationToken: context.RequestAborted) ?? [];
        var delivery = context.Request.Headers["x-enode-delivery"].ToString();
        int harm;
        lock (_lock)
        {
            harm = _harmed.GetValueOrDefault(delivery) < 2 ? random.Next(20) : 20;
            if (harm < 5)
                _harmed[delivery] = _harmed.GetValueOrDefault(delivery) + 1;
            // Half of the harm is done before anything is taken, half of it after.
            if (harm != 0)
                Take(events);
        }

        if (harm is 0 or 1 or 2)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else if (harm is 3 or 4)
            context.Abort();
    }

    private void Take(JsonElement[] events)
    {
        Deliveries++;
        Largest = Math.Max(Largest, events.Length);
        foreach (var each in events)
        {
            var (id, entity, number) = (each.GetProperty("id").GetGuid(), each.GetProperty("entity").GetString()!, each.GetProperty("number").GetInt32());
            if (_ids.TryGetValue((entity, number), out var known))
            {
                Duplicates++;
                if (known != id)
                    _faults.Add($"{entity} {number} came as {known} and as {id}.");
                continue;
            }

            _ids[(entity, number)] = id;
            if (number != _seen.GetValueOrDefault(entity) + 1)
                _faults.Add($"{entity} {number} came after {_seen.GetValueOrDefault(entity)}.");
            _seen[entity] = number;
        }

        if (_awaited is { } awaited && _ids.Count >= awaited.Count)
            awaited.Reached.TrySetResult();
    }
}
