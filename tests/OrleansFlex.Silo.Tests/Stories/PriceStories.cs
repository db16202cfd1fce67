using NodaTime;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>Weeks in which prices or clocks change.</summary>
[Trait("Category", "Slow")]
public sealed class PriceStories
{
    [Fact]
    public async Task A_price_push_in_the_middle_of_a_block()
    {
        await using var story = await Story.StartAsync("Prices that change while the car charges. Ready by 07:00 with 80 %.");
        await story.Returns("Mon 18:12", 30)
            .At("Tue 02:05", "the retailer makes 02:00 to 04:00 dear", s => s.PriceAsync("Tue 02:00", 2, "Tue 02:00 0.6, Tue 03:00 0.6"))
            .Leaves("Tue 07:40").Returns("Tue 17:50", 30)
            .At("Tue 19:20", "the retailer makes 20:00 the cheapest", s => s.PriceAsync("Tue 20:00", 1, "Tue 20:00 0.01"))
            .At("Tue 20:30", "and takes it back", s => s.PriceAsync("Tue 20:00", 1))
            .Leaves("Wed 07:40").Returns("Wed 17:50", 25)
            .At("Thu 01:30", "the retailer raises all of the night alike", s => s.PriceAsync("Thu 01:00", 4, "Thu 01:00 0.2, Thu 02:00 0.2, Thu 03:00 0.2, Thu 04:00 0.2"))
            .Leaves("Thu 07:40").Returns("Thu 17:50", 25)
            .Ends("Sat 12:00", "price-push");
    }

    [Fact]
    public async Task Negative_prices()
    {
        await using var story = await Story.StartAsync(
            "Negative prices at noon from Wednesday on. Ready by 07:00 with 80 %.",
            values: "Wed 12:00 -0.05, Wed 13:00 -0.1, Thu 11:00 -0.02, Thu 12:00 -0.02, Thu 13:00 -0.02, Thu 14:00 -0.02, Fri 02:00 -0.01, Fri 03:00 -0.01, Sat 12:00 -0.3");
        await story.Returns("Mon 18:12", 30).Leaves("Tue 07:40").Returns("Tue 17:50", 25)
            .At("Thu 08:00", s => s.Car.Leave()).Returns("Thu 09:30", 60).Leaves("Thu 22:00").Returns("Fri 00:30", 40)
            .Leaves("Fri 07:40").Returns("Sat 11:00", 40)
            .Ends("next Mon 12:00", "negative-prices");
    }

    [Fact]
    public async Task The_night_that_has_23_hours()
    {
        await using var story = await Story.StartAsync(
            "The night that has 23 hours, 2026-03-29 in Brussels. Ready by 07:00 with 80 %, until Anna moves the deadline.", new LocalDate(2026, 3, 27), "Fri 12:00", tellsOffset: true);
        await story.Returns("Fri 18:12", 30).Leaves("Sat 10:00").Returns("Sat 18:00", 40)
            .At("Sat 20:00", "Anna moves Sunday's deadline to 03:30", s => s.PatchAsync("""{"sunday":{"deadline":"03:30","minimumChargeTarget":80} }"""))
            .At("Sat 22:00", "then to 02:30, which that night does not have", s => s.PatchAsync("""{"sunday":{"deadline":"02:30","minimumChargeTarget":80} }"""))
            .Leaves("Sun 04:00").Returns("Sun 17:50", 50).Leaves("Mon 07:40").Returns("Mon 17:50", 25)
            .Ends("Wed 12:00", "23-hours");
    }

    [Fact]
    public async Task The_night_that_has_25_hours()
    {
        await using var story = await Story.StartAsync(
            "The night that has 25 hours, 2026-10-25 in Brussels. Ready by 07:00 with 80 %, until Anna moves the deadline.", new LocalDate(2026, 10, 23), "Fri 12:00", tellsOffset: true);
        await story.Returns("Fri 18:12", 30).Leaves("Sat 10:00").Returns("Sat 18:00", 40)
            .At("Sat 20:00", "Anna moves Sunday's deadline to 05:00", s => s.PatchAsync("""{"sunday":{"deadline":"05:00","minimumChargeTarget":80} }"""))
            .At("Sat 22:00", "then to 02:30, which that night has twice", s => s.PatchAsync("""{"sunday":{"deadline":"02:30","minimumChargeTarget":80} }"""))
            .Leaves("Sun 04:00").Returns("Sun 17:50", 50).Leaves("Mon 07:40").Returns("Mon 17:50", 25)
            .Ends("Wed 12:00", "25-hours");
    }
}
