using System.CommandLine;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;

namespace OrleansFlex.Silo.Commands;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    private static readonly Option<string?> Config = new("--config") { Description = "Settings file; default ./silo.json where it exists", Recursive = true };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the SQLite database; default ./data", Recursive = true };
    private static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by semicolons; default http://127.0.0.1:8080", Recursive = true };

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(Config);
        root.Options.Add(Data);
        root.Options.Add(Urls);
    }

    /// <summary>The settings with what the command line overrides.</summary>
    /// <exception cref="OptionsException">The settings cannot be used.</exception>
    /// <exception cref="CommandFailedException">The command line cannot be used.</exception>
    public static SiloOptions Load(ParseResult command)
    {
        var options = OptionLoader.Load(command.GetValue(Config));
        var urls = command.GetValue(Urls) ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS");
        if (!string.IsNullOrEmpty(urls) && ListenAddresses.FirstWrong(urls) is { } wrong)
            throw new CommandFailedException($"--urls (or ASPNETCORE_URLS) must be addresses such as http://127.0.0.1:8080, separated by semicolons, not \"{wrong}\".");
        if (!string.IsNullOrEmpty(urls))
            options = options with { Http = options.Http with { Urls = urls } };
        if (command.GetValue(Data) is { Length: > 0 } data)
            options = options with { Storage = options.Storage with { DataDirectory = data } };
        return options;
    }
}
