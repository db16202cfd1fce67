using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>A silo in a process of its own, from its build output, with the tenants <c>first</c> and <c>second</c>.</summary>
internal sealed class RestartableSilo : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private RestartableSilo(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        process.OutputDataReceived += (_, line) => Print(line.Data);
        process.ErrorDataReceived += (_, line) => Print(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Not signed in.</summary>
    public HttpClient Http { get; }

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a silo and waits until it is ready.</summary>
    /// <param name="data">Its folder.</param>
    /// <param name="arguments">The command and its options.</param>
    public static Task<RestartableSilo> StartAsync(string data, params string[] arguments) => StartAsync("OrleansFlex.Silo.dll", data, null, arguments);

    /// <summary>Starts a program that is a silo and waits until it is ready.</summary>
    /// <param name="program">Its file among those of the tests.</param>
    /// <param name="data">Its folder.</param>
    /// <param name="environment">Further variables.</param>
    /// <param name="arguments">The command and its options.</param>
    public static async Task<RestartableSilo> StartAsync(
        string program, string data, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments, "--urls", address.ToString(), "--data", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
            Environment =
            {
                ["FLEX_CLIENT_ID"] = "first",
                ["FLEX_CLIENT_SECRET"] = "secret of first",
                ["Clients__1__Id"] = "second",
                ["Clients__1__Secret"] = "secret of second",
                ["Log__Level"] = "warning",
            },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var silo = new RestartableSilo(Process.Start(start)!, address);
        await silo.WaitUntilReadyAsync();
        return silo;
    }

    /// <summary>A client that is signed in as a tenant.</summary>
    public async Task<HttpClient> SignInAsync(string tenant = "first")
    {
        using var answer = await Http.PostAsync("/oauth2/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = tenant,
            ["client_secret"] = $"secret of {tenant}",
        }));
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(1) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Ends the process at once, as a loss of power would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Presses Ctrl-C; the time until the process had ended.</summary>
    public async Task<TimeSpan> InterruptAsync()
    {
        var watch = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString()]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
        return watch.Elapsed;
    }

    /// <summary>All that the process wrote; complete once it has ended.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Completes when a text has been printed, within a minute.</summary>
    public Task WhenPrintedAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal))
                return Task.CompletedTask;
            _awaited.Add((text, seen));
        }

        return seen.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    // Another process gives no signal that could be awaited, so this is the one place that asks again.
    private async Task WaitUntilReadyAsync()
    {
        for (var attempt = 0; attempt < 6000 && !_process.HasExited; attempt++)
        {
            try
            {
                using var answer = await Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
                if (answer.StatusCode == HttpStatusCode.NoContent)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        if (!_process.HasExited)
            await KillAsync();
        throw new InvalidOperationException($"The silo did not become ready:\n{Output}");
    }

    private void Print(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
            foreach (var (text, seen) in _awaited)
            {
                if (line?.Contains(text, StringComparison.Ordinal) == true)
                    seen.TrySetResult();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
