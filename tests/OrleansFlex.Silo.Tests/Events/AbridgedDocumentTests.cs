using System.Text;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Tests.Events;

public sealed class AbridgedDocumentTests
{
    private const string Session = """{"state":"ACTIVE:REGULAR","policyId":null,"blocks":[],"statistics":{"aggregated":{"kwhSum":1.5},"timeseries":[{"startAt":"2026-06-01T16:00:00Z","kwh":1.5}]},"valuation":{"actual":0.3}}""";

    [Fact]
    public void Digests_stand_for_arrays_and_long_texts_and_everything_else_stays()
    {
        var abridged = Abridged(Session);

        abridged.ShouldMatch("""^\{"state":"[-\w]{11}","policyId":null,"blocks":\[\],"statistics":\{"aggregated":\{"kwhSum":1.5\},"timeseries":"[-\w]{11}"\},"valuation":\{"actual":0.3\}\}$""");
    }

    [Theory]
    [InlineData("ACTIVE:REGULAR", 1.5, 0.3)]
    [InlineData("ACTIVE:REGULAR", 1.6, 0.3)]
    [InlineData("ACTIVE:REGULAR", 1.5, 0.4)]
    [InlineData("UPCOMING", 2, 0)]
    [InlineData("ACTIVE:UPCOMING", 1.5, 0.3)]
    public void The_same_paths_differ_as_in_the_documents_themselves(string state, double kwh, double cost)
    {
        var later = FormattableString.Invariant(
            $$$"""{"state":"{{{state}}}","policyId":null,"blocks":[],"statistics":{"aggregated":{"kwhSum":1.5},"timeseries":[{"startAt":"2026-06-01T16:00:00Z","kwh":{{{kwh}}}}]},"valuation":{"actual":{{{cost}}}}}""");
        var (before, after) = (Encoding.UTF8.GetBytes(Session), Encoding.UTF8.GetBytes(later));

        ChangedPaths.Between(AbridgedDocument.Of(before), AbridgedDocument.Of(after)).ShouldBe(ChangedPaths.Between(before, after));
    }

    [Fact]
    public void What_is_abridged_stays_as_it_is() => Abridged(Abridged(Session)).ShouldBe(Abridged(Session));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"statistics":null,"state":"ACTIVE","blocks":[1,2],"isNew":true}""")]
    [InlineData("""{"a":{"b":{"c":"0123456789a"}}}""")]
    public void What_is_short_stays_as_it_is(string document) => Abridged(document).ShouldBe(document);

    private static string Abridged(string document) => Encoding.UTF8.GetString(AbridgedDocument.Of(Encoding.UTF8.GetBytes(document)));
}
