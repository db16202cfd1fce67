namespace OrleansFlex.EndToEnd.Tests;

/// <summary>The README's blocks of shell.</summary>
internal static class Readme
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Its blocks that are marked as bash, in order.</summary>
    public static IReadOnlyList<string> Blocks()
    {
        return
        [
            .. File.ReadAllText(Path.Combine(Root, "README.md")).Split("```bash\n").Skip(1)
                .Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]),
        ];
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrleansFlex.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run from a folder of the repository.");
        return folder;
    }
}
