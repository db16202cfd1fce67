namespace OrleansFlex.Domain.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("spot", "SPOT", 0)]
    [InlineData("spto", "spot", 1)]
    [InlineData("psto", "spot", 2)]
    [InlineData("calmp", "clamp", 1)]
    [InlineData("spott", "spot", 1)]
    [InlineData("sot", "spot", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Additions_omissions_replacements_and_swaps_count_one_each(string a, string b, int distance)
    {
        Spelling.Distance(a, b).ShouldBe(distance);
        Spelling.Distance(b, a).ShouldBe(distance);
    }
}
