using System.Collections.Immutable;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Tests.Solar;

public sealed class SolarArraysAtSiteTests
{
    private static readonly ConfiguredArray South = new(Guid.NewGuid(), new SolarArray(5, 180, 30));

    private static ImmutableArray<ConfiguredArray> One => SolarArraysAtSite.Put([], South).Value;

    [Fact]
    public void A_site_may_have_arrays_that_differ_in_anything()
    {
        var arrays = One;
        foreach (var array in new SolarArray[] { new(6, 180, 30), new(5, 90, 30), new(5, 180, null), new(5, null, 30) })
            arrays = SolarArraysAtSite.Put(arrays, new ConfiguredArray(Guid.NewGuid(), array)).Value;
        arrays.Length.ShouldBe(5);
    }

    [Fact]
    public void The_same_parameters_twice_are_refused()
    {
        var refused = SolarArraysAtSite.Put(One, new ConfiguredArray(Guid.NewGuid(), South.Array with { })).Rejection.ShouldBeOfType<SolarConfigurationExists>();
        refused.OtherId.ShouldBe(South.Id);
    }

    [Fact]
    public void Putting_again_replaces()
    {
        var changed = South with { Array = new SolarArray(7, null, null) };
        SolarArraysAtSite.Put(One, changed).Value.ShouldBe([changed]);
        SolarArraysAtSite.Put(One, South).Value.ShouldBe([South]);
    }

    [Fact]
    public void There_is_an_end()
    {
        var full = Enumerable.Range(1, SolarArraysAtSite.Maximum).Aggregate(
            ImmutableArray<ConfiguredArray>.Empty, (arrays, kw) => SolarArraysAtSite.Put(arrays, new ConfiguredArray(Guid.NewGuid(), new SolarArray(kw, null, null))).Value);
        SolarArraysAtSite.Put(full, South).Rejection.ShouldBeOfType<SolarConfigurationsFull>();
    }

    [Theory]
    [InlineData(0.0, null, null, "capacity")]
    [InlineData(double.NaN, 400.0, -1.0, "capacity,azimuth,tilt")]
    [InlineData(5.0, 359.5, 90.1, "azimuth,tilt")]
    [InlineData(double.PositiveInfinity, -1.0, double.NaN, "capacity,azimuth,tilt")]
    public void What_cannot_be_is_refused(double capacity, double? azimuth, double? tilt, string paths) =>
        SolarArray.Check(new SolarArray(capacity, azimuth, tilt)).Rejection.ShouldBeOfType<InvalidInput>()
            .Issues.Select(issue => issue.Path).ShouldBe(paths.Split(','));
}
