using System.CommandLine;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Commands;

/// <summary>The command line.</summary>
internal static class SiloCommand
{
    /// <summary>Runs the command that the arguments name; returns the exit code: 0 done, 1 failed, 2 unusable settings.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("OrleansFlex: flexibility of homes and their electric assets. Without a command it serves.");
        GlobalOptions.AddTo(root);
        root.SetAction(ServeCommand.RunAsync);
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(ClientsCommand.Create());
        try
        {
            // Ctrl-C is the host's business: it stops in order.
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (OptionsException e)
        {
            await Console.Error.WriteLineAsync($"The settings cannot be used:\n  {string.Join("\n  ", e.Errors)}");
            return 2;
        }
        catch (Exception e) when (e is CommandFailedException or StorageUnavailableException or ProblemException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
