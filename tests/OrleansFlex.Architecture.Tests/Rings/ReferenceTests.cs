using System.Xml.Linq;

namespace OrleansFlex.Architecture.Tests.Rings;

/// <summary>References point inward only: Silo to Storage and Grains, Grains to Contracts, Contracts to Domain.</summary>
public sealed class ReferenceTests
{
    private const string Engine = "EmbeddedEngine";

    public static TheoryData<string, string[]> Rings => new()
    {
        { "Domain", [] },
        { "EmbeddedEngine", [] },
        { "Storage", [] },
        { "Contracts", ["Domain", Engine] },
        { "Grains", ["Contracts", "Domain", Engine] },
        { "Silo", ["Contracts", "Domain", "Grains", "Storage", Engine] },
    };

    [Theory]
    [MemberData(nameof(Rings))]
    public void An_assembly_uses_only_rings_further_in(string project, string[] allowed) => Repository.Product(project)
        .GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => name.StartsWith("OrleansFlex.", StringComparison.Ordinal))
        .Select(name => name["OrleansFlex.".Length..])
        .Except(allowed)
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rings))]
    public void A_project_file_names_only_rings_further_in(string project, string[] allowed) => XDocument
        .Load(Path.Combine(Repository.Root, "src", $"OrleansFlex.{project}", $"OrleansFlex.{project}.csproj"))
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))["OrleansFlex.".Length..])
        .Except(allowed)
        .ShouldBeEmpty();

    [Theory]
    [InlineData("Domain")]
    [InlineData("Contracts")]
    [InlineData("Grains")]
    public void Inner_rings_know_neither_the_web_nor_the_database(string project) => Repository.Product(project)
        .GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name is "Npgsql" || name.StartsWith("SQLitePCL", StringComparison.Ordinal))
        .ShouldBeEmpty();

    [Fact]
    public void The_domain_knows_no_framework_but_the_runtime_and_calendars() => Repository.Product("Domain")
        .GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "NodaTime")
        .ShouldBeEmpty();
}
