using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Tariffs;

public sealed class TariffPushTests
{
    private static readonly string[] DataStates = ["tariff", "tariff-month-a", "tariff-month-b", "tariff-ledger", "tariff-use"];

    [Fact]
    public async Task A_tariff_is_made_once_and_found_afterwards()
    {
        await using var grid = await TestGrid.StartAsync();
        var definition = new TariffDefinition(TariffDirection.Import, TariffUnit.PerKwh, "EUR");
        (await grid.Tariff("a/b").Create(definition)).Value!.IsNew.ShouldBeTrue();
        var again = (await grid.Tariff("a/b").Create(definition)).Value!;
        again.IsNew.ShouldBeFalse();
        again.Tariff.ShouldBe(await grid.Tariff("a/b").Get());
        (await grid.Tariff("a/b").Create(definition with { Currency = "SEK" })).Refusal!.Code.ShouldBe("tariff.exists");
        (await grid.Tariff("b").Get()).ShouldBeNull();
        (await grid.PushTariffAsync("b", null, 1)).Refusal!.Code.ShouldBe("tariff.not_found");
    }

    [Fact]
    public async Task A_push_replaces_its_window_and_what_was_in_force_resumes()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        var first = grid.FirstHourMs;
        (await grid.PushTariffAsync("spot", null, 1, 2, 3, 4)).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Push(TestGrid.Rates(first + TestGrid.HourMs, 9), "k")).Refusal.ShouldBeNull();
        (await ReadAsync(grid, first, 5)).ShouldBe([1, 9, 3, 4, null]);

        await grid.RestartAsync();

        (await ReadAsync(grid, first, 5)).ShouldBe([1, 9, 3, 4, null]);
        (await grid.Tariff("spot").Get())!.KnownUntilMs.ShouldBe(first + (4 * TestGrid.HourMs));
        (await grid.Tariff("spot").Push(TestGrid.Rates(grid.NowMs + TariffPush.NoticeMs - 1, 9), "soon")).Refusal!.Issues[0].Path.ShouldBe("values[0].at");
    }

    [Fact]
    public async Task A_repetition_has_no_effect_for_a_day_also_after_a_restart()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        var first = grid.FirstHourMs;
        var push = TestGrid.Rates(first, 1, 2);
        (await grid.Tariff("spot").Push(push, "k")).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Push(TestGrid.Rates(first, 5, 6), "other")).Refusal.ShouldBeNull();
        var revision = (await grid.Tariff("spot").Get())!.Revision;

        await grid.RestartAsync();
        await grid.AdvanceAsync(TimeSpan.FromHours(23));
        (await grid.Tariff("spot").Push(push, "k")).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Push(TestGrid.Rates(first, 1, 3), "k")).Refusal!.Code.ShouldBe("idempotency_key.reused");
        (await ReadAsync(grid, first, 2)).ShouldBe([5, 6]);
        (await grid.Tariff("spot").Get())!.Revision.ShouldBe(revision);

        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        (await grid.Tariff("spot").Push(push, "k")).Refusal!.Code.ShouldBe("tariff_series.invalid");
        (await grid.PushTariffAsync("spot", "k", 7)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Only_what_was_carried_out_is_remembered()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        (await grid.Tariff("spot").Push(TestGrid.Rates(grid.NowMs, 1), "k")).Refusal!.Code.ShouldBe("tariff_series.invalid");
        (await grid.PushTariffAsync("spot", "k", 2)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_is_under_way_is_in_use_for_three_minutes()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        var first = grid.FirstHourMs + TestGrid.HourMs;
        var release = new TaskCompletionSource();
        var arrived = grid.Storage.HoldNext("tariff", release.Task);
        var push = grid.Tariff("spot").Push(TestGrid.Rates(first, 1), "k");
        await arrived;

        (await grid.Tariff("spot").Push(TestGrid.Rates(first, 1), "k")).Refusal!.Code.ShouldBe("idempotency_key.in_flight");
        (await ReadAsync(grid, first, 1)).ShouldBe([null]);
        var other = grid.Tariff("spot").Push(TestGrid.Rates(first, 2), "other");

        grid.Clock.Advance(TimeSpan.FromMinutes(3));
        var late = grid.Tariff("spot").Push(TestGrid.Rates(first, 1), "k");
        release.SetResult();
        (await push).Refusal.ShouldBeNull();
        (await other).Refusal.ShouldBeNull();
        (await late).Refusal.ShouldBeNull();
        (await ReadAsync(grid, first, 1)).ShouldBe([2]);
        (await grid.Tariff("spot").Push(TestGrid.Rates(first, 1), "k")).Refusal.ShouldBeNull();
        (await ReadAsync(grid, first, 1)).ShouldBe([2]);
    }

    [Fact]
    public async Task Many_pushes_are_remembered_on_pages_that_go_with_their_day()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        var first = grid.FirstHourMs;
        for (var i = 0; i < 300; i++)
            (await grid.Tariff("spot").Push(TestGrid.Rates(first + (i * TestGrid.HourMs), i), $"k{i}")).Refusal.ShouldBeNull();
        (await grid.CountStatesAsync("tariff-ledger")).ShouldBe(2);

        await grid.RestartAsync();
        for (var i = 0; i < 300; i += 13)
            (await grid.Tariff("spot").Push(TestGrid.Rates(first, 77), $"k{i}")).Refusal!.Code.ShouldBe("idempotency_key.reused");

        await grid.AdvanceAsync(TimeSpan.FromHours(25));
        (await grid.PushTariffAsync("spot", "k1", 5)).Refusal.ShouldBeNull();
        (await grid.CountStatesAsync("tariff-ledger")).ShouldBe(0);
    }

    [Fact]
    public async Task The_overwrite_budget_says_when_to_come_back()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        var fromMs = grid.FirstHourMs + (40 * 24 * TestGrid.HourMs);
        var hours = new decimal[6_000];
        (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, hours), "1")).Refusal.ShouldBeNull();
        Array.Fill(hours, 1);
        (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, hours), "2")).Refusal.ShouldBeNull();
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        Array.Fill(hours, 2);
        var refused = (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, hours), "3")).Refusal!;
        (refused.Code, refused.RetryAfterMs).ShouldBe(("tariff_series.budget_exceeded", 23 * TestGrid.HourMs));
        (await ReadAsync(grid, fromMs, 1)).ShouldBe([1]);

        await grid.RestartAsync();
        await grid.AdvanceAsync(TimeSpan.FromMilliseconds(refused.RetryAfterMs!.Value));
        (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, hours), "3")).Refusal.ShouldBeNull();
        (await ReadAsync(grid, fromMs, 1)).ShouldBe([2]);
    }

    [Theory]
    [InlineData("tariff")]
    [InlineData("tariff-month-a")]
    [InlineData("tariff-month-b")]
    public async Task A_push_over_months_that_could_not_be_stored_has_no_effect_at_all(string stateName)
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        var fromMs = grid.FirstHourMs;
        decimal[] Filled(decimal value) => [.. Enumerable.Repeat(value, 2_000)];
        (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, Filled(1)), "1")).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, Filled(2)), "2")).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, [.. Filled(3)[..1_500]]), "3")).Refusal.ShouldBeNull();
        var before = await ReadAsync(grid, fromMs, 2_001);

        // Each month is written to the slot that is free, so that one of the two fails somewhere.
        grid.Storage.FailNext(stateName);
        var failed = await Record.ExceptionAsync(() => grid.Tariff("spot").Push(TestGrid.Rates(fromMs, Filled(4)), "4"));
        await grid.QuietAsync();
        if (failed is not null)
            (await ReadAsync(grid, fromMs, 2_001)).ShouldBe(before);
        await grid.RestartAsync();
        if (failed is not null)
            (await ReadAsync(grid, fromMs, 2_001)).ShouldBe(before);

        (await grid.Tariff("spot").Push(TestGrid.Rates(fromMs, Filled(4)), "4")).Refusal.ShouldBeNull();
        (await ReadAsync(grid, fromMs, 2_001)).ShouldBe([.. Enumerable.Repeat<decimal?>(4, 2_000), null]);
    }

    [Fact]
    public async Task The_same_rates_again_are_no_change()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        await grid.PushTariffAsync("spot", null, 1, 2);
        var before = await grid.Tariff("spot").Get();
        await grid.PushTariffAsync("spot", null, 1, 2.0m);
        (await grid.Tariff("spot").Get())!.Revision.ShouldBe(before!.Revision);
        await grid.PushTariffAsync("spot", null, 1, 3);
        (await grid.Tariff("spot").Get())!.Revision.ShouldNotBe(before.Revision);
    }

    [Fact]
    public async Task A_deleted_tariff_leaves_nothing_behind_and_its_successor_is_empty()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddTariffAsync("spot");
        var first = grid.FirstHourMs;
        await grid.PushTariffAsync("spot", "k", [.. Enumerable.Repeat(1m, 2_000)]);
        for (var i = 0; i < 130; i++)
            await grid.PushTariffAsync("spot", null, i);
        var revision = (await grid.Tariff("spot").Get())!.Revision;

        grid.Storage.FailNext("tariff-ledger");
        await Should.ThrowAsync<IOException>(() => grid.Tariff("spot").Delete());
        (await grid.Tariff("spot").Get()).ShouldBeNull();
        await grid.RestartAsync();
        await grid.AddTariffAsync("spot");
        (await ReadAsync(grid, first, 1)).ShouldBe([null]);
        (await grid.PushTariffAsync("spot", "k", 5)).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Get())!.Revision.Series.ShouldNotBe(revision.Series);

        (await grid.Tariff("spot").Delete()).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Delete()).Refusal!.Code.ShouldBe("tariff.not_found");
        (await grid.CountStatesAsync(DataStates)).ShouldBe(0);
    }

    private static async Task<decimal?[]> ReadAsync(TestGrid grid, long fromMs, int hours)
    {
        var reading = await grid.Tariff("spot").Read(fromMs, fromMs + (hours * TestGrid.HourMs));
        return [.. Enumerable.Range(0, hours).Select(hour => reading!.Steps.At(fromMs + (hour * TestGrid.HourMs)))];
    }
}
