using System.Text;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Tests.Events;

public sealed class AbridgedSessionTests
{
    private const string Session = """{"state":"ACTIVE","statistics":{"aggregated":{"kwhSum":1.5},"timeseries":[{"startAt":"2026-06-01T16:00:00Z","kwh":1.5}]},"valuation":{"actual":0.3}}""";

    [Fact]
    public void A_digest_stands_for_the_series_and_everything_else_stays()
    {
        var abridged = Encoding.UTF8.GetString(AbridgedSession.Of(Encoding.UTF8.GetBytes(Session)));

        abridged.ShouldStartWith("""{"state":"ACTIVE","statistics":{"aggregated":{"kwhSum":1.5},"timeseries":" """.TrimEnd());
        abridged.ShouldEndWith("""},"valuation":{"actual":0.3}}""");
        abridged.ShouldNotContain("startAt");
    }

    [Theory]
    [InlineData(1.5, 0.3)]
    [InlineData(1.6, 0.3)]
    [InlineData(1.5, 0.4)]
    [InlineData(2, 0)]
    public void The_same_paths_differ_as_in_the_sessions_themselves(double kwh, double cost)
    {
        var later = FormattableString.Invariant(
            $$$"""{"state":"ACTIVE","statistics":{"aggregated":{"kwhSum":1.5},"timeseries":[{"startAt":"2026-06-01T16:00:00Z","kwh":{{{kwh}}}}]},"valuation":{"actual":{{{cost}}}}}""");
        var (before, after) = (Encoding.UTF8.GetBytes(Session), Encoding.UTF8.GetBytes(later));

        ChangedPaths.Between(AbridgedSession.Of(before), AbridgedSession.Of(after)).ShouldBe(ChangedPaths.Between(before, after));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"statistics":null}""")]
    [InlineData("""{"statistics":{}}""")]
    public void What_has_no_series_stays_as_it_is(string session) =>
        Encoding.UTF8.GetString(AbridgedSession.Of(Encoding.UTF8.GetBytes(session))).ShouldBe(session);
}
