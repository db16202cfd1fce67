using System.Reflection;

namespace OrleansFlex.Architecture.Tests;

/// <summary>The repository's files and assemblies.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The C# files below a folder, without what the build makes.</summary>
    public static IReadOnlyList<SourceFile> Sources(params string[] folders) =>
    [
        .. folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllLines(Path.Combine(Root, path)))),
    ];

    /// <summary>One of the product's assemblies, by what follows <c>OrleansFlex.</c></summary>
    public static Assembly Product(string name) => Assembly.Load($"OrleansFlex.{name}");

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OrleansFlex.sln")))
                return folder;
        }

        throw new InvalidOperationException("The tests do not run from a folder of the repository.");
    }
}

/// <summary>A C# file.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, string[] Lines);
