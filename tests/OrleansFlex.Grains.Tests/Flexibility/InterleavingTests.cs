using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Flexibility;

/// <summary>Whatever happens in whatever order, the shape is the sum of what its members plan.</summary>
public sealed class InterleavingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Category", "Slow")]
    public async Task The_shape_is_the_sum_of_its_members_after_any_history(int block)
    {
        for (var seed = block * 1000; seed < (block * 1000) + 4; seed++)
        {
            await using var grid = await TestGrid.StartAsync();
            var world = await RandomWorld.CreateAsync(grid, seed);
            for (var step = 0; step < 25; step++)
            {
                await world.StepAsync();
                await world.CheckAsync();
            }

            grid.Log.Lines.ShouldBeEmpty($"seed {seed}");
        }
    }
}
