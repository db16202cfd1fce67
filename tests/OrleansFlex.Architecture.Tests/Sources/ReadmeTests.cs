using System.Reflection;
using System.Text.RegularExpressions;
using OrleansFlex.Silo.Options;

namespace OrleansFlex.Architecture.Tests.Sources;

/// <summary>The README tells of every setting, and of none that is not there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_table_of_settings_has_every_setting() => Table().ShouldBe(Settings().Order(StringComparer.Ordinal), ignoreOrder: true);

    [Fact]
    public void Every_folder_in_the_map_exists() => Folder().Matches(Readme())
        .Select(match => match.Groups["path"].Value)
        .Where(path => !Directory.Exists(Path.Combine(Repository.Root, path)) && !File.Exists(Path.Combine(Repository.Root, path)))
        .ShouldBeEmpty();

    private static IEnumerable<string> Settings() =>
        from section in typeof(SiloOptions).GetProperties()
        from key in Keys(section)
        select key;

    private static IEnumerable<string> Keys(PropertyInfo section) => section.PropertyType.Namespace == typeof(SiloOptions).Namespace
        ? section.PropertyType.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{section.Name}:{property.Name}")
        : [section.Name];

    private static IEnumerable<string> Table() => Setting().Matches(Readme()).Select(match => match.Groups["key"].Value);

    private static string Readme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [GeneratedRegex(@"^\| `(?<key>[A-Z]\w+(?::[A-Z]\w+)?)` \|", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"`(?<path>(?:src|tests|deploy)/[\w./]+)`")]
    private static partial Regex Folder();
}
