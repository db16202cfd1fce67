using System.CommandLine;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;

namespace OrleansFlex.Silo.Commands;

/// <summary>Runs a silo until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>The action of the root command.</summary>
    public static Task<int> RunAsync(ParseResult command, CancellationToken cancellation) =>
        ServeAsync(GlobalOptions.Load(command), whenStarted: null, cancellation);

    /// <summary>Runs a silo; <paramref name="whenStarted"/> runs beside it once it answers.</summary>
    public static async Task<int> ServeAsync(SiloOptions options, Func<SiloHost, CancellationToken, Task>? whenStarted, CancellationToken cancellation)
    {
        ListenAddresses.ThrowIfTaken(options.Http.Urls);
        await using var host = await SiloHost.CreateAsync(options, new RealTime(TimeProvider.System), configure: null, cancellation);
        SiloLog.LogStorage(host.App.Logger, host.Database.Describe());
        if (host.FirstClient is { } client)
            await Console.Out.WriteLineAsync($"First API client (shown once):\n  client id:     {client.Id}\n  client secret: {client.Secret}");
        await StartAsync(host, whenStarted, cancellation);
        await host.App.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task StartAsync(SiloHost host, Func<SiloHost, CancellationToken, Task>? whenStarted, CancellationToken cancellation)
    {
        var stopping = host.App.Lifetime.ApplicationStopping;
        try
        {
            await host.App.StartAsync(cancellation);
            if (whenStarted is not null)
                await whenStarted(host, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Ctrl-C before all was up: the host stops in order, and what was begun goes on at the next start.
        }
        catch
        {
            // What runs already must not find its database gone.
            await host.App.StopAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
