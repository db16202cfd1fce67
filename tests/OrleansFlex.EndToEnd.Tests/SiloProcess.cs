using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>The silo as a process of its own, on a free port and in a folder of its own.</summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Awaited, TaskCompletionSource Seen)> _awaited = [];

    private SiloProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that it has printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The address it says it listens on.</summary>
    public string Address => Url().Match(Output) is { Success: true } match ? match.Value : throw new InvalidOperationException($"It named no address:\n{Output}");

    /// <summary>Starts it.</summary>
    /// <param name="data">Folder of its database.</param>
    /// <param name="arguments">Arguments beside address and folder.</param>
    /// <param name="environment">Variables beside those of the test.</param>
    /// <param name="program">Another build of the silo than the one beside the tests.</param>
    public static SiloProcess Start(string data, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? program = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = data,
        };
        foreach (var argument in (string[])[program ?? Path.Combine(AppContext.BaseDirectory, "OrleansFlex.Silo.dll"), .. arguments, "--urls", "http://127.0.0.1:0", "--data", data])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new SiloProcess(start);
    }

    /// <summary>Completes when it has printed a text.</summary>
    public async Task SeeAsync(string text, CancellationToken cancellation)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal))
                return;
            _awaited.Add((text, seen));
        }

        var ended = _process.WaitForExitAsync(cancellation);
        if (await Task.WhenAny(seen.Task, ended) != seen.Task && !Output.Contains(text, StringComparison.Ordinal))
            throw new InvalidOperationException($"It ended, or took too long, before it said '{text}':\n{Output}");
    }

    /// <summary>Asks it to stop and waits until it has; answers its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellation, string signal = "-TERM")
    {
        using (var kill = Process.Start("kill", [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(cancellation);
        return await ExitAsync(cancellation);
    }

    /// <summary>Waits until it ends by itself; answers its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.AppendLine(line);
            var text = _output.ToString();
            foreach (var (awaited, seen) in _awaited)
            {
                if (text.Contains(awaited, StringComparison.Ordinal))
                    seen.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex Url();
}
