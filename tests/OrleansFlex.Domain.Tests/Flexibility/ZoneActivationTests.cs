using System.Collections.Immutable;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class ZoneActivationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ZoneCensus TwoAreas = ZoneCensus.Empty with
    {
        LocationsByArea = ZoneCensus.Empty.LocationsByArea.Add("north", 3).Add("south", 1),
    };

    [Fact]
    public void A_zone_whose_locations_all_have_an_area_is_activated()
    {
        var zone = ZoneActivation.Activate(null, "BE", "EUR", TwoAreas, Now).Value;
        zone.ShouldBe(new ZoneState("BE", "EUR", Now, Now));
    }

    [Fact]
    public void A_zone_without_locations_is_refused() =>
        ZoneActivation.Activate(null, "BE", "EUR", ZoneCensus.Empty, Now).Rejection!.Code.ShouldBe("zone.no_locations");

    [Fact]
    public void Locations_without_an_area_are_named()
    {
        var census = TwoAreas with { WithoutArea = ["home-1", "home-2"], WithoutAreaCount = 2 };
        var refused = ZoneActivation.Activate(null, "BE", "EUR", census, Now).Rejection.ShouldBeOfType<ZoneLocationsWithoutArea>();
        refused.Message.ShouldContain("home-1, home-2");
        var many = census with { WithoutArea = [.. Enumerable.Range(0, 50).Select(i => $"l{i}")], WithoutAreaCount = 70 };
        ZoneActivation.Activate(null, "BE", "EUR", many, Now).Rejection!.Message.ShouldContain("70 location(s)");
    }

    [Fact]
    public void Activating_twice_is_a_conflict_and_deactivating_what_is_not_active_is_refused()
    {
        var zone = ZoneActivation.Activate(null, "BE", "EUR", TwoAreas, Now).Value;
        ZoneActivation.Activate(zone, "BE", "EUR", TwoAreas, Now).Rejection!.Code.ShouldBe("zone.already_active");
        ZoneActivation.Deactivate(zone, "BE").Value.ShouldBe(zone);
        ZoneActivation.Deactivate(null, "BE").Rejection!.Code.ShouldBe("zone.not_active");
    }

    [Theory]
    [InlineData("eur")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("E1R")]
    [InlineData("")]
    [InlineData(null)]
    public void A_currency_has_three_capital_letters(string? currency) =>
        ZoneActivation.Activate(null, "BE", currency, TwoAreas, Now).Rejection!.Code.ShouldBe("currency.invalid");

    [Fact]
    public void A_price_signal_must_come_in_the_zones_currency()
    {
        var zone = ZoneActivation.Activate(null, "BE", "EUR", TwoAreas, Now).Value;
        ZoneActivation.AcceptCurrency(zone, "BE", "EUR").IsAccepted.ShouldBeTrue();
        ZoneActivation.AcceptCurrency(zone, "BE", "NOK").Rejection!.Code.ShouldBe("currency.mismatch");
        ZoneActivation.AcceptCurrency(null, "BE", "EUR").Rejection!.Code.ShouldBe("zone.not_active");
    }

    [Fact]
    public void Refusals_with_the_same_facts_are_equal()
    {
        new ZoneLocationsWithoutArea("a", 1, ["x"]).ShouldBe(new ZoneLocationsWithoutArea("a", 1, ImmutableArray.Create("x")));
        new ZoneLocationsWithoutArea("a", 1, ["x"]).ShouldNotBe(new ZoneLocationsWithoutArea("a", 1, ["y"]));
    }
}
