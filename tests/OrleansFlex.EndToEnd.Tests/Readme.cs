namespace OrleansFlex.EndToEnd.Tests;

/// <summary>The README's blocks of shell.</summary>
internal static class Readme
{
    /// <summary>Its blocks that are marked as bash, in order.</summary>
    public static IReadOnlyList<string> Blocks()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrleansFlex.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run from a folder of the repository.");
        return
        [
            .. File.ReadAllText(Path.Combine(folder, "README.md")).Split("```bash\n").Skip(1)
                .Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]),
        ];
    }
}
