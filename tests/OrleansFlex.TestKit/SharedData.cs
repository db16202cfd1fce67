namespace OrleansFlex.TestKit;

/// <summary>Data that lie beside the repository and are not part of it.</summary>
public static class SharedData
{
    /// <summary>Two years of Belgian day-ahead prices, EUR per kWh, hourly, in local time.</summary>
    public const string BelgianPrices = "prices/be_day_ahead_2022_2023.csv";

    /// <summary>The charging sessions of March 2019 at Caltech.</summary>
    public const string CaltechSessions = "acn/caltech_2019_03_sessions_5min.csv";

    /// <summary>Where a file should be.</summary>
    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansFlex.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "data", file);
    }
}
