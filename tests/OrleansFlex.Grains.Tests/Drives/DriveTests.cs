using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Drives;

/// <summary>Whatever happens in whatever order, plans, sessions, energy and commands stay true to the car.</summary>
public sealed class DriveTests
{
    private const long WindowMs = 5 * 60_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Category", "Slow")]
    public async Task Any_history_keeps_the_books_and_the_plans_in_order(int block)
    {
        for (var seed = block * 1000; seed < (block * 1000) + 12; seed++)
        {
            await using var grid = await TestGrid.StartAsync();
            var world = await DriveWorld.CreateAsync(grid, seed);
            try
            {
                await RunAsync(world);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"seed {seed}: {string.Join("; ", world.History)}\n{string.Join('\n', grid.Log.Lines.Where(line => !line.Contains("BackgroundService")).TakeLast(5).Select(line => line[..Math.Min(line.Length, 300)]))}", failure);
            }
        }
    }

    private static async Task RunAsync(DriveWorld world)
    {
        var checks = new DriveChecks(world);
        for (var step = 0; step < 16; step++)
        {
            await world.StepAsync();
            await checks.CheckAsync();
            if (step % 4 != 3)
                continue;
            await world.AdvanceToQuarterAsync();
            await checks.CheckAsync();
            await checks.CheckShapeAsync();
        }

        await world.CalmAsync();
        var isObeyed = await checks.AreObeyedAsync();
        for (var minute = 0; minute < 8 && !isObeyed; minute++)
        {
            // An edge of the plan has just passed.
            await world.AdvanceAsync(TimeSpan.FromMinutes(1));
            isObeyed = await checks.AreObeyedAsync();
        }

        isObeyed.ShouldBeTrue("a car does not do what its plan wants");
        await checks.CheckAsync();
        CheckCommands(world);
    }

    /// <summary>
    /// No command goes out twice but after a crash, and none like it within the time that the device has to obey, unless something was
    /// seen, or happened to the zone or the silo, in between.
    /// </summary>
    private static void CheckCommands(DriveWorld world)
    {
        foreach (var sent in world.Grid.Commands.Sent.GroupBy(command => command.DeviceId))
        {
            var car = world.Cars.Single(car => car.Id == sent.Key);
            var last = (Id: Guid.Empty, Kind: CommandKind.Stop, AtMs: long.MinValue, Seen: -1);
            foreach (var command in sent)
            {
                var seen = car.Reports.ChangesUntil(command.IssuedAtMs);
                var isQuiet = !world.Turnabouts.Exists(atMs => atMs >= last.AtMs && atMs <= command.IssuedAtMs);
                if (command.Id == last.Id)
                    world.Deaths.ShouldContain(atMs => atMs >= command.IssuedAtMs, "a command was repeated without a crash");
                else if (command.Kind == last.Kind && isQuiet && seen == last.Seen)
                    (command.IssuedAtMs - last.AtMs).ShouldBeGreaterThanOrEqualTo(WindowMs, $"{command} was repeated before its time; {string.Join(", ", car.Reports.Changes)}");
                last = (command.Id, command.Kind, command.IssuedAtMs, seen);
            }
        }
    }
}
