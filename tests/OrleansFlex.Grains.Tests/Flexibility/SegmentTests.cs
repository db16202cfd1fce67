using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Flexibility;

public sealed class SegmentTests
{
    [Fact]
    public async Task Overlapping_and_contradictory_segments_and_taken_names_are_refused()
    {
        await using var grid = await TestGrid.StartAsync();
        var book = grid.Segments();
        var sun = (await book.Create(new("Sun", HouseholdTypes.Solar, default))).Value!;

        (await book.Create(new("Cars", HouseholdTypes.Vehicle, default))).Refusal!.Code.ShouldBe("segment.overlaps");
        (await book.Create(new("Sun", HouseholdTypes.Vehicle, HouseholdTypes.Solar))).Refusal!.Code.ShouldBe("segment.name_taken");
        (await book.Create(new("Odd", HouseholdTypes.Solar, HouseholdTypes.Solar))).Refusal!.Code.ShouldBe("segment.contradictory");
        (await book.List()).ShouldBe([sun]);

        var cars = (await book.Create(new("Cars", HouseholdTypes.Vehicle, HouseholdTypes.Solar))).Value!;
        (await book.Replace(cars.Id, new("Cars", HouseholdTypes.Vehicle, default))).Refusal!.Code.ShouldBe("segment.overlaps");
        (await book.Delete(sun.Id)).Refusal.ShouldBeNull();
        (await book.Replace(cars.Id, new("Cars", HouseholdTypes.Vehicle, default))).Refusal.ShouldBeNull();
        (await book.Delete(sun.Id)).Refusal!.Code.ShouldBe("segment.not_found");
    }
}
