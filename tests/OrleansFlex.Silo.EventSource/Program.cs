using System.Globalization;
using Microsoft.Extensions.Hosting;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.EventSource;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;

// A silo with one more endpoint, by which tests make events. Arguments: --urls and --data as for the silo itself. The variable
// EVENT_SOURCE_SINCE names the instant from which its real time runs fast, so that pauses between attempts are short; it is the same for
// all silos of a test, whose time therefore never goes back.
var options = OptionLoader.Load(null);
options = options with
{
    Http = options.Http with { Urls = Argument("--urls") },
    Storage = options.Storage with { DataDirectory = Argument("--data") },
};
var since = DateTimeOffset.Parse(Environment.GetEnvironmentVariable("EVENT_SOURCE_SINCE")!, CultureInfo.InvariantCulture);
await using var host = await SiloHost.CreateAsync(options, new RealTime(new FastTime(since)), new SiloParts(Endpoints: Happenings.Map), CancellationToken.None);
await host.App.StartAsync();
await host.App.WaitForShutdownAsync();

string Argument(string name) => args[Array.IndexOf(args, name) + 1];
