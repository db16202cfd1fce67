using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace OrleansFlex.Benchmarks.Silo;

/// <summary>A silo in a process of its own, on a free port and an empty folder, with the sandbox open.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;

    private SiloProcess(Process process, HttpClient http, string data, TimeSpan startTime) =>
        (_process, Http, _data, StartTime) = (process, http, data, startTime);

    public HttpClient Http { get; }

    /// <summary>From the start of the process until it was ready.</summary>
    public TimeSpan StartTime { get; }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Time of processors since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes that it caused to be sent to the disk; 0 where the system does not tell.</summary>
    public long BytesWritten
    {
        get
        {
            var file = $"/proc/{_process.Id}/io";
            var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(static line => line.StartsWith("write_bytes: ", StringComparison.Ordinal)) : null;
            return line is null ? 0 : long.Parse(line.AsSpan("write_bytes: ".Length), CultureInfo.InvariantCulture);
        }
    }

    public static async Task<SiloProcess> StartAsync(string? startAt = null, string? clock = null)
    {
        var port = FreePort();
        var data = Directory.CreateTempSubdirectory("orleansflex-bench-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OrleansFlex.Silo.dll"), "--urls", $"http://127.0.0.1:{port}", "--data", data])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = data,
            Environment =
            {
                ["FLEX_CLIENT_ID"] = "bench",
                ["FLEX_CLIENT_SECRET"] = "bench-secret-bench-secret",
                ["Sandbox__Enabled"] = "true",
                ["Log__Level"] = "warning",
            },
        };
        if (startAt is not null)
            start.Environment["Sandbox__StartAt"] = startAt;
        if (clock is not null)
            start.Environment["Sandbox__Clock"] = clock;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                Console.WriteLine($"  silo: {text[..Math.Min(text.Length, 300)]}");
        };
        process.BeginOutputReadLine();
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromMinutes(15),
        };
        await WaitUntilReady(http);
        var took = watch.Elapsed;
        var answer = await http.PostAsync("/oauth2/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "bench",
            ["client_secret"] = "bench-secret-bench-secret",
        }));
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new SiloProcess(process, http, data, took);
    }

    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task WaitUntilReady(HttpClient http)
    {
        for (var attempt = 0; attempt < 3000; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready");
                if (answer.StatusCode == HttpStatusCode.NoContent)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("The silo did not become ready within 30 s.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
