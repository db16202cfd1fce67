namespace OrleansFlex.Architecture.Tests.Sources;

/// <summary>Folders are the concepts of the trade, under the same names in every ring, and namespaces follow them.</summary>
public sealed class FolderTests
{
    private static readonly HashSet<string> Concepts =
    [
        "Actions", "Assets", "Billing", "Catalog", "ChargePoints", "Charging", "Commands", "Events", "Flexibility", "Forecasting", "Gateways", "Links",
        "Organizations", "Policies", "Pricing", "Reservations", "Rewards", "Sandbox", "Schedules", "Sessions", "Simulations", "Sites", "Solar", "Tariffs", "Webhooks",
    ];

    /// <summary>What a ring has beside the concepts: how it does its own work.</summary>
    public static TheoryData<string, string[]> Rings => new()
    {
        { "Domain", [] },
        { "Contracts", ["Wire"] },
        { "Grains", ["State", "Time"] },
        {
            "Silo",
            [
                "Clients", "Clock", "Commands", "Demo", "Documentation", "Health", "Hosting", "Observability", "Options", "Paging", "Problems", "Requests",
                "Responses", "Storage", "Telemetry", "Terminal", "Versioning",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Rings))]
    public void A_folder_is_a_concept_of_all_rings_or_a_concern_of_its_own(string ring, string[] own) => Repository.Sources($"src/OrleansFlex.{ring}")
        .Select(file => file.Path.Split('/'))
        .Where(parts => parts.Length > 3)
        .Select(parts => parts[2])
        .Distinct()
        .Where(folder => !Concepts.Contains(folder) && !own.Contains(folder))
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rings))]
    public void A_namespace_is_the_path_of_its_file(string ring, string[] own)
    {
        own.ShouldNotBeNull();
        Repository.Sources($"src/OrleansFlex.{ring}")
            .Select(file => (file.Path, Expected: Expected(file.Path), Found: Namespace(file)))
            .Where(file => file.Found is not null && file.Found != file.Expected)
            .Select(file => $"{file.Path}: {file.Found}, not {file.Expected}")
            .ShouldBeEmpty();
    }

    // The two engines' hosting files take each other's place.
    private static string Expected(string path) => string.Join('.', path.Split('/')[1..^1])
        .Replace("Hosting.Embedded", "Hosting", StringComparison.Ordinal)
        .Replace("Hosting.Orleans", "Hosting", StringComparison.Ordinal);

    private static string? Namespace(SourceFile file) => file.Lines
        .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';', ' ', '{');
}
