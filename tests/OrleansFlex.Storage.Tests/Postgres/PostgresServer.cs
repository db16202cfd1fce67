using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace OrleansFlex.Storage.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of our own from Debian's binaries, on a private Unix socket in a temporary folder, run by an
/// unprivileged user because PostgreSQL refuses to run as root.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Nobody = "65534";
    private static readonly bool IsRoot = Environment.UserName == "root";
    private readonly TemporaryFolder _folder = new();
    private readonly string? _binaries = FindBinaries();
    private Process? _server;
    private int _databases;

    /// <summary>Why tests cannot use the server, or null.</summary>
    public string? Missing => _binaries is null
        ? "PostgreSQL is not installed: no /usr/lib/postgresql/*/bin/initdb. Install it with 'apt-get install postgresql'."
        : null;

    private string Data => Path.Combine(_folder.Path, "data");

    public async ValueTask InitializeAsync()
    {
        if (_binaries is null)
            return;
        if (IsRoot)
            await RunAsync("chown", Nobody, _folder.Path);
        await RunAsync([.. AsUser(), Path.Combine(_binaries, "initdb"), "-D", Data, "-U", "grid", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _server?.Kill();
        await StartAsync();
    }

    /// <summary>Starts the server and waits until it says that it accepts connections.</summary>
    public async Task StartAsync()
    {
        string[] command = [.. AsUser(), Path.Combine(_binaries!, "postgres"), "-D", Data, "-k", _folder.Path, "-c", "listen_addresses=", "-c", "max_connections=100"];
        var server = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, WorkingDirectory = "/" })!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("PostgreSQL stopped: " + string.Join('\n', log)));
                return;
            }

            log.Add(line.Data);
            if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        server.BeginErrorReadLine();
        _server = server;
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Stops the server at once, without a clean shutdown: what is not in its log is lost.</summary>
    public async Task CrashAsync()
    {
        await RunAsync("kill", "-QUIT", _server!.Id.ToString(CultureInfo.InvariantCulture));
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    /// <summary>Creates an empty database and returns its connection string; skips the test where there is no server.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        if (Missing is not null)
            Assert.Skip(Missing);
        var name = $"grid{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await CrashAsync();
        _folder.Dispose();
    }

    private string ConnectionString(string database) => $"Host={_folder.Path};Username=grid;Database={database};Maximum Pool Size=20";

    private static string[] AsUser() => IsRoot ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"] : [];

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {errors}");
    }
}
