using System.Text.RegularExpressions;

namespace OrleansFlex.Architecture.Tests.Sources;

/// <summary>Small files, no conditional compilation, no unfinished work, no names that say nothing.</summary>
public sealed partial class SourceFileTests
{
    private const int MaximumLines = 350;

    // Put together here, so that this file does not find itself.
    private static readonly Regex Unfinished = new(@"\b(TO" + "DO|FIX" + "ME|HA" + @"CK|XX" + @"X)\b|NotImplemented" + "Exception", RegexOptions.CultureInvariant);

    private static IReadOnlyList<SourceFile> All { get; } = Repository.Sources("src", "tests");

    [Fact]
    public void No_file_is_longer_than_350_lines() => All
        .Where(file => file.Lines.Length > MaximumLines)
        .Select(file => $"{file.Path}: {file.Lines.Length} lines")
        .ShouldBeEmpty();

    [Fact]
    public void There_is_no_conditional_compilation() => Find(line => line.TrimStart().StartsWith("#" + "if", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_be_done() => Find(Unfinished.IsMatch).ShouldBeEmpty();

    [Fact]
    public void Type_names_say_what_a_thing_is() => Find(line => TypeName().Match(line) is { Success: true } match && Vague().IsMatch(match.Groups["name"].Value)).ShouldBeEmpty();

    [Fact]
    public void Nullable_checks_are_switched_off_nowhere() => Find(line => line.TrimStart().StartsWith("#nullable" + " disable", StringComparison.Ordinal)).ShouldBeEmpty();

    private static IEnumerable<string> Find(Func<string, bool> isWrong) =>
        from file in All
        from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
        where isWrong(line.Text)
        select $"{file.Path}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex(@"^\s*(?:\w+\s+)*(?:class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeName();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Utilities)$")]
    private static partial Regex Vague();
}
