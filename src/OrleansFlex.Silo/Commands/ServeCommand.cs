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
        await using var host = await SiloHost.CreateAsync(options, new RealTime(TimeProvider.System), configure: null, cancellation);
        SiloLog.LogStorage(host.App.Logger, host.Database.Describe());
        if (host.FirstClient is { } client)
            await Console.Out.WriteLineAsync($"First API client (shown once):\n  client id:     {client.Id}\n  client secret: {client.Secret}");
        await host.App.StartAsync(cancellation);
        if (whenStarted is not null)
            await whenStarted(host, host.App.Lifetime.ApplicationStopping);
        await host.App.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
