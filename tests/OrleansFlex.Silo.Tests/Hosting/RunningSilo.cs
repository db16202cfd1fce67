using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;
using OrleansFlex.TestKit;

namespace OrleansFlex.Silo.Tests.Hosting;

/// <summary>A silo in this process: real Kestrel on a free port, SQLite in a folder of its own, real time in the test's hands.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private readonly SiloHost _host;
    private readonly bool _ownsFolder;

    private RunningSilo(SiloHost host, ManualTimeProvider time, string folder, bool ownsFolder)
    {
        _host = host;
        Time = time;
        Folder = folder;
        _ownsFolder = ownsFolder;
        var address = host.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public const string ClientId = "tester", ClientSecret = "test secret";

    public SiloHost Host => _host;

    public ManualTimeProvider Time { get; }

    public string Folder { get; }

    public HttpClient Http { get; }

    public static async Task<RunningSilo> StartAsync(SiloOptions? options = null, SiloParts? parts = null, string? folder = null, ManualTimeProvider? time = null)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("silo-").FullName;
        options ??= new SiloOptions();
        if (options.Clients.Count == 0)
            options = options with { Clients = [new ClientOptions { Id = ClientId, Secret = Secret.Of(ClientSecret) }] };
        options = options with
        {
            Http = options.Http with { Urls = "http://127.0.0.1:0" },
            Storage = options.Storage with { DataDirectory = data },
            Log = options.Log with { Level = Microsoft.Extensions.Logging.LogLevel.None },
        };
        time ??= new ManualTimeProvider();
        var host = await SiloHost.CreateAsync(options, new RealTime(time), parts, CancellationToken.None);
        await host.App.StartAsync();
        return new RunningSilo(host, time, data, folder is null);
    }

    /// <summary>Asks for a token by HTTP Basic.</summary>
    public async Task<string> TokenAsync(string id = ClientId, string secret = ClientSecret)
    {
        using var response = await Http.SendAsync(TokenRequest(id, secret));
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (string?)body["access_token"] ?? throw new InvalidOperationException($"No token: {body.ToJsonString()}");
    }

    public static HttpRequestMessage TokenRequest(string id, string secret) => new(HttpMethod.Post, "/oauth2/token")
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))) },
        Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
    };

    /// <summary>Sends all further requests with a token.</summary>
    public async Task<RunningSilo> SignedInAsync()
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.App.StopAsync();
        await _host.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
