using System.Net.ServerSentEvents;

namespace OrleansFlex.Silo.Tests.Events;

/// <summary>A reader of the live view, as a browser is one.</summary>
internal sealed class LiveReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private LiveReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _parser = SseParser.Create(stream);
        _items = _parser.EnumerateAsync().GetAsyncEnumerator();
    }

    public string LastEventId => _parser.LastEventId;

    public static async Task<LiveReader> OpenAsync(HttpClient http, string query = "", string? lastEventId = null, string path = "/flex/events")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}{query}");
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new LiveReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null where the stream has ended.</summary>
    public async Task<SseItem<string>?> NextAsync() =>
        await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken) ? _items.Current : null;

    /// <summary>The ids in the next so many events.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(int count)
    {
        var ids = new List<Guid>();
        while (ids.Count < count)
            ids.Add((Guid)System.Text.Json.Nodes.JsonNode.Parse((await NextAsync())!.Value.Data)!["id"]!);
        return ids;
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return default;
    }
}
