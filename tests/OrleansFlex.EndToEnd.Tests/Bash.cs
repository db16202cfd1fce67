using System.Diagnostics;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>Runs shell lines that are shown to people.</summary>
internal static class Bash
{
    /// <summary>Skips the test where the programs that the lines need are not there.</summary>
    public static void SkipWhereMissing()
    {
        if (!File.Exists("/bin/bash") || !File.Exists("/usr/bin/curl"))
            Assert.Skip("Pasting commands needs /bin/bash and /usr/bin/curl.");
    }

    /// <summary>Runs lines, demands that all succeed, and answers what they print.</summary>
    public static async Task<string> RunAsync(string script, CancellationToken cancellation)
    {
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-eu", "-o", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = bash.StandardError.ReadToEndAsync(cancellation);
        var output = await bash.StandardOutput.ReadToEndAsync(cancellation);
        await bash.WaitForExitAsync(cancellation);
        bash.ExitCode.ShouldBe(0, output + await errors);
        return output;
    }
}
