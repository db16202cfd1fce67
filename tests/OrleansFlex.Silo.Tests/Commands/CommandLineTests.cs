using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Commands;

/// <summary>The executable as an operator meets it, in a process of its own.</summary>
[Trait("Category", "Slow")]
public sealed class CommandLineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _data = Directory.CreateTempSubdirectory("silo-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Clients_are_added_listed_rotated_and_removed()
    {
        var added = await Run("clients", "add", "--id", "acme");
        added.Code.ShouldBe(0, added.Error);
        added.Output.ShouldContain("client id:     acme");
        (await Run("clients", "add", "--id", "acme")).Code.ShouldBe(1);
        (await Run("clients", "add", "--id", "a:b")).Error.ShouldContain("no colon");
        (await Run("clients", "list")).Output.ShouldContain("acme\tcreated");
        var rotated = await Run("clients", "rotate", "acme");
        rotated.Output.ShouldContain("client secret: ");
        rotated.Output.ShouldNotBe(added.Output);
        (await Run("clients", "remove", "acme")).Code.ShouldBe(0);
        (await Run("clients", "remove", "acme")).Code.ShouldBe(1);
        (await Run("clients", "list")).Output.ShouldNotContain("acme");
        (await Run("clients", "add", "third")).Output.ShouldContain("client id:     third");
    }

    [Fact]
    public async Task A_folder_without_a_database_has_no_clients_and_gets_none_by_a_look()
    {
        var list = await Run("clients", "list");
        list.Code.ShouldBe(1);
        list.Error.ShouldContain("There is no database");
        Directory.EnumerateFileSystemEntries(_data).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "--urls", "nonsense")]
    [InlineData("", "--urls", "ftp://127.0.0.1:1")]
    [InlineData("", "--urls", "http://127.0.0.1:70000")]
    [InlineData("--households", "demo", "--households", "x")]
    [InlineData("--zone", "demo", "--zone", "ZZ")]
    public async Task A_wrong_argument_is_named_and_nothing_is_made(string named, params string[] arguments)
    {
        var run = await Run(arguments);
        run.Code.ShouldBe(1, run.Error);
        run.Error.ShouldContain(named.Length > 0 ? named : $"\"{arguments[^1]}\"");
        run.Error.ShouldNotContain("   at ");
        Directory.EnumerateFileSystemEntries(_data).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("time,price\n2025-01-01 00:00,abc\n", "line 2")]
    [InlineData("time,price\n", "no prices")]
    [InlineData("time,price\n2025-01-01 00:00,0.1\n2025-01-01 01:00,0.2\n", "too few days")]
    public async Task A_price_file_that_cannot_be_used_is_refused_before_anything_is_made(string text, string reason)
    {
        var file = Path.Combine(_data, "prices.csv");
        await File.WriteAllTextAsync(file, text);
        var run = await Run("demo", "--prices", file);
        run.Code.ShouldBe(1, run.Error);
        run.Error.ShouldContain(reason);
        run.Error.ShouldNotContain("   at ");
        Directory.GetFileSystemEntries(_data).ShouldBe([file]);
    }

    [Fact]
    public async Task A_second_silo_on_the_folder_is_refused_while_clients_can_be_changed()
    {
        await using (await RunningSilo.StartAsync(folder: _data))
        {
            var second = await Run("--urls", "http://127.0.0.1:0");
            second.Code.ShouldBe(1, second.Output);
            second.Error.ShouldContain("Another silo serves the data folder");
            second.Error.ShouldNotContain("   at ");
            (await Run("clients", "add", "--id", "beside")).Code.ShouldBe(0);
        }

        await using var again = await RunningSilo.StartAsync(folder: _data);
        again.Host.Database.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_silo_whose_address_is_taken_starts_nothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var run = await Run("--urls", $"http://{other.LocalEndpoint}");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain($"Cannot listen on http://{other.LocalEndpoint}");
        Directory.EnumerateFileSystemEntries(_data).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unusable_settings_stop_the_start_with_a_hint()
    {
        var run = await Run([], ("Sandbox__Enable", "true"));
        run.Code.ShouldBe(2);
        run.Error.ShouldContain("Did you mean \"Enabled\"?");
        (await Run("--config", "/no/such/silo.json")).Code.ShouldBe(2);
        (await Run("--no-such-option")).Code.ShouldNotBe(0);
    }

    [Fact]
    public async Task The_first_start_shows_credentials_once_and_sigterm_stops_in_order()
    {
        var first = await ServeOnce();
        first.ShouldContain("client secret:");
        first.ShouldContain("Now listening on: http://127.0.0.1:");
        (await ServeOnce()).ShouldNotContain("client secret:");
        File.Exists(Path.Combine(_data, "grid.db")).ShouldBeTrue();
    }

    private async Task<string> ServeOnce()
    {
        using var process = Start(["--urls", "http://127.0.0.1:0"], []);
        var output = "";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            output += line + '\n';
            if (line.Contains("Application started", StringComparison.Ordinal))
                using (Process.Start("kill", ["-TERM", $"{process.Id}"]))
                {
                }
        }
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.ExitCode.ShouldBe(0, output);
        return output;
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] arguments) => Run(arguments, []);

    private async Task<(int Code, string Output, string Error)> Run(string[] arguments, params (string Name, string Value)[] variables)
    {
        using var process = Start(arguments, variables);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await error);
    }

    private Process Start(string[] arguments, (string Name, string Value)[] variables)
    {
        var silo = Path.Combine(AppContext.BaseDirectory, "OrleansFlex.Silo.dll");
        var start = new ProcessStartInfo("dotnet", [silo, .. arguments, "--data", _data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _data,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
