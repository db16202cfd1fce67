using System.Diagnostics;

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
