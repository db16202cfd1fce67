using System.Reflection;

namespace OrleansFlex.EmbeddedEngine.Tests.Surface;

/// <summary>The engine's surface in Orleans' namespaces is a strict subset of Orleans 10.4.2.</summary>
public sealed class SurfaceTests
{
    // Orleans' metadata calls these members what C# cannot: nothing of ours is excused.
    private static readonly string s_orleans = typeof(SurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "OrleansAbstractions").Value!;

    [Fact]
    public void Every_member_exists_in_Orleans_with_the_same_signature()
    {
        File.Exists(s_orleans).ShouldBeTrue($"{s_orleans} was not downloaded");
        var real = PublicSurface.Read(s_orleans, "Orleans");
        var elsewhere = ReadExpected();
        var problems = new List<string>();
        foreach (var (type, members) in PublicSurface.Read(typeof(Grain).Assembly.Location, "Orleans."))
        {
            var known = real.GetValueOrDefault(type) ?? elsewhere.GetValueOrDefault(type);
            if (known is null)
                problems.Add($"{type} is not in Orleans");
            else
                problems.AddRange(members.Except(known).Select(member => $"{type}: {member}"));
        }
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_expected_list_names_only_types_that_the_abstractions_package_lacks()
    {
        var real = PublicSurface.Read(s_orleans, "Orleans");
        ReadExpected().Keys.Where(real.ContainsKey).ShouldBeEmpty();
    }

    // Signatures of types in packages that the registry lacks: a type's name, then its members, indented.
    private static Dictionary<string, SortedSet<string>> ReadExpected()
    {
        var types = new Dictionary<string, SortedSet<string>>();
        SortedSet<string> current = [];
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Surface", "expected-signatures.txt")))
        {
            if (line.StartsWith(' '))
                current.Add(line.Trim());
            else if (line.Length > 0 && line[0] != '#')
                types[line.Trim()] = current = [];
        }
        return types;
    }
}
