using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using OrleansFlex.Silo.Demo;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Commands;

/// <summary><c>demo</c>: a silo with simulated households, prices and a flex shape to look at, in one command.</summary>
internal static class DemoCommand
{
    private const int EveningHour = 18;

    public static Command Create()
    {
        var households = new Option<int>("--households") { Description = "How many simulated households on an empty folder; default 500" };
        var prices = new Option<string?>("--prices") { Description = "Price file of two columns: local time, price per kWh" };
        var zone = new Option<string>("--zone") { Description = "Bidding zone", DefaultValueFactory = _ => "BE" };
        var speed = new Option<double>("--speed") { Description = "How many times faster than real the clock runs", DefaultValueFactory = _ => 1 };
        var command = new Command("demo", "Simulate a zone of households and show its flex shape") { households, prices, zone, speed };
        Check(households, result => result.GetValueOrDefault<int>() is >= 1 and <= 200_000, "must be from 1 to 200,000");
        Check(prices, result => File.Exists(result.GetValueOrDefault<string>()), "must name a file that exists");
        Check(
            zone,
            result => result.GetValueOrDefault<string>() is { } id && RequestText.IsChosenId(id) && BiddingZones.TimeZoneOf(id) is not null,
            $"must begin with a country that is known, as BE, NO1 and DE-LU do: {string.Join(' ', BiddingZones.Countries)}");
        Check(speed, result => result.GetValueOrDefault<double>() is >= 1 and <= 100_000, "must be from 1 to 100,000");
        command.SetAction((parsed, cancellation) => RunAsync(
            GlobalOptions.Load(parsed), parsed.GetResult(households) is null ? null : parsed.GetValue(households), parsed.GetValue(prices), parsed.GetValue(zone)!, parsed.GetValue(speed), cancellation));
        return command;
    }

    private static void Check(Option option, Func<OptionResult, bool> isGood, string rule) => option.Validators.Add(result =>
    {
        if (!IsGood(result))
            result.AddError($"{option.Name} {rule}.");

        bool IsGood(OptionResult given)
        {
            try
            {
                return isGood(given);
            }
            catch (InvalidOperationException)
            {
                // Not a number at all; the parser says so itself.
                return true;
            }
        }
    });

    private static Task<int> RunAsync(SiloOptions options, int? households, string? prices, string zone, double speed, CancellationToken cancellation)
    {
        var timeZone = DateTimeZoneProviders.Tzdb[BiddingZones.TimeZoneOf(zone)!];
        var startAt = options.Sandbox.StartAt ?? Evening(timeZone);
        // Before anything is created.
        var priceFile = prices is null ? null : Read(prices, timeZone, SiloHost.HasDatabase(options.Storage) ? null : startAt);
        var client = DemoClient.Load(options.Storage.DataDirectory);
        options = options with
        {
            Clients = [.. options.Clients, new ClientOptions { Id = client.Id, Secret = Secret.Of(client.Secret) }],
            Sandbox = options.Sandbox with
            {
                Enabled = true,
                Clock = options.Sandbox.Clock.IsReal ? new ClockSetting(false, speed) : options.Sandbox.Clock,
                StartAt = startAt,
            },
            Log = options.Log with { Level = options.Log.Level < LogLevel.Warning ? LogLevel.Warning : options.Log.Level },
        };
        return ServeCommand.ServeAsync(
            options,
            (host, stopping) => new Demonstration(host, client, zone, timeZone, households, priceFile, options.Storage.DataDirectory).RunAsync(stopping),
            cancellation);
    }

    /// <summary>Reads a price file; on an empty folder the clock's start is known, and with it whether the file reaches far enough.</summary>
    private static PriceFile Read(string path, DateTimeZone timeZone, DateTimeOffset? startAt)
    {
        try
        {
            var file = PriceFile.Read(path, timeZone);
            if (startAt is { } at)
                _ = DemoPrices.Read(file, timeZone, at);
            return file;
        }
        catch (FormatException wrong)
        {
            throw new CommandFailedException(wrong.Message);
        }
    }

    /// <summary>Six o'clock this evening at the place, the hour at which cars come home.</summary>
    private static DateTimeOffset Evening(DateTimeZone timeZone)
    {
        var today = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone(timeZone).Date;
        return today.At(new LocalTime(EveningHour, 0)).InZoneLeniently(timeZone).ToDateTimeOffset().ToUniversalTime();
    }
}
