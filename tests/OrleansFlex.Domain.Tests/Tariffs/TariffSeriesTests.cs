using System.Collections.Immutable;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Domain.Tests.Tariffs;

public sealed class TariffSeriesTests
{
    private const int Length = 400;

    // About a third of a day, so that the table covers five months and their edges.
    private const long SlotMs = 33_333_333;

    private static readonly long Origin = new DateTimeOffset(2025, 12, 20, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void Random_pushes_over_months_agree_with_a_table_of_instants()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var table = new decimal?[Length];
            var series = new StoredSeries();
            for (var step = 0; step < 12; step++)
            {
                var (toSlot, values) = RandomPush(random);
                var push = Push(toSlot, values);
                var replaced = series.Points().Count(point => point.Rate is not null && point.AtMs >= push.FromMs && point.AtMs < push.ToMs);
                series.Push(push).Replaced.ShouldBe(replaced);
                for (var i = 0; i < values.Length; i++)
                    for (var slot = values[i].Slot; slot < (i + 1 < values.Length ? values[i + 1].Slot : toSlot); slot++)
                        table[slot] = values[i].Rate;
                var (from, to) = (random.Next(Length - 1), 0);
                to = random.Next(from + 1, Length);
                var reading = series.Read(At(from), At(to));
                reading.StartsMs[0].ShouldBe(At(from));
                for (var slot = from; slot < to; slot++)
                    Assert.Equal(table[slot], reading.At(At(slot)));
                for (var i = 1; i < reading.Count; i++)
                    reading.StartsMs[i].ShouldBeLessThan(At(to));
            }

            (series.Index.KnownUntilMs is null || series.Read(series.Index.KnownUntilMs.Value, At(Length + 500)).Rates[0] is null).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_push_looks_at_the_months_at_its_ends_only()
    {
        var series = new StoredSeries();
        series.Push(Push(390, [.. Enumerable.Range(0, 390).Select(slot => (slot, (decimal)slot))]));
        series.Index.Months.Length.ShouldBe(6);
        var rewrite = series.Push(Push(300, [(100, 0.5m)]));
        rewrite.Replaced.ShouldBe(200);
        rewrite.Written.Select(written => written.Month % 12).ShouldBe([0, 3]);
        rewrite.Removed.Select(month => month % 12).ShouldBe([1, 2]);
        series.Read(At(120), At(250)).Rates.ToArray().ShouldBe([0.5m]);
        series.Read(At(299), At(301)).Rates.ToArray().ShouldBe([0.5m, 300m]);
    }

    [Fact]
    public void Faults_of_a_push_name_their_members()
    {
        Issues(At(9), (At(1), 1m), (At(1), 1m)).ShouldBe(["values[1].at"]);
        Issues(At(1), (At(1), 1m)).ShouldBe(["to"]);
        Issues(At(2), (At(1), 1m), (At(2), 1m)).ShouldBe(["values[1].at"]);
        Issues(At(2), (At(1), 1_000_001m)).ShouldBe(["values[0].rate"]);
        Issues(At(2)).ShouldBe(["values"]);
        var push = Push(4, [(3, 1m)]);
        push.CheckNotice(At(3) - TariffPush.NoticeMs).IsAccepted.ShouldBeTrue();
        push.CheckNotice(At(3) - TariffPush.NoticeMs + 1).IsAccepted.ShouldBeFalse();

        static IEnumerable<string> Issues(long toMs, params (long, decimal)[] values) =>
            ((InvalidInput)TariffPush.Check([.. values.Select(v => new TariffValue(v.Item1, v.Item2))], toMs).Rejection!).Issues.Select(issue => issue.Path);
    }

    [Fact]
    public void Digests_tell_contents_apart_and_not_how_they_are_written()
    {
        Push(9, [(1, 0.10m)]).Digest().ShouldBe(Push(9, [(1, 0.1m)]).Digest());
        Push(9, [(1, 0m)]).Digest().ShouldBe(Push(9, [(1, -0.00m)]).Digest());
        new[] { Push(9, [(1, 0.1m)]), Push(8, [(1, 0.1m)]), Push(9, [(2, 0.1m)]), Push(9, [(1, -0.1m)]), Push(9, [(1, 0.1m), (2, 0.1m)]) }
            .Select(push => push.Digest()).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void The_budget_counts_a_rolling_day()
    {
        const long hour = 3_600_000;
        var overwrites = OverwriteBudget.Charge([], 6_000, 0).Value;
        overwrites = OverwriteBudget.Charge(overwrites, 3_000, 2 * hour).Value;
        var refused = (OverwriteBudgetExceeded)OverwriteBudget.Charge(overwrites, 2_000, 3 * hour).Rejection!;
        (refused.Left, refused.RetryAfterMs).ShouldBe((1_000, 21 * hour));
        OverwriteBudget.Charge(overwrites, 1_000, 3 * hour).IsAccepted.ShouldBeTrue();
        ((OverwriteBudgetExceeded)OverwriteBudget.Charge(overwrites, 9_000, 3 * hour).Rejection!).RetryAfterMs.ShouldBe(23 * hour);
        OverwriteBudget.Charge(overwrites, 7_000, (24 * hour) - 1).IsAccepted.ShouldBeFalse();
        OverwriteBudget.Charge(overwrites, 7_000, 24 * hour).IsAccepted.ShouldBeTrue();
        OverwriteBudget.Charge(overwrites, 0, hour).IsAccepted.ShouldBeTrue();
        OverwriteBudget.Charge([], 10_001, 0).IsAccepted.ShouldBeFalse();

        ImmutableArray<Overwrite> many = [];
        for (var i = 0; i < 5_000; i++)
            many = OverwriteBudget.Charge(many, 1, i * 10_000).Value;
        many.Sum(overwrite => overwrite.Points).ShouldBe(5_000);
        many.Length.ShouldBeLessThan(200);
    }

    private static long At(int slot) => Origin + (slot * SlotMs);

    private static TariffPush Push(int toSlot, (int Slot, decimal Rate)[] values) =>
        TariffPush.Check([.. values.Select(value => new TariffValue(At(value.Slot), value.Rate))], At(toSlot)).Value;

    private static (int ToSlot, (int Slot, decimal Rate)[] Values) RandomPush(Random random)
    {
        var from = random.Next(Length - 1);
        var to = random.Next(from + 1, random.Next(3) == 0 ? Length : Math.Min(Length, from + 40));
        var slots = new SortedSet<int> { from };
        for (var i = random.Next(12); i > 0; i--)
            slots.Add(random.Next(from, to));
        return (to, [.. slots.Select(slot => (slot, (decimal)random.Next(-3, 9)))]);
    }

    /// <summary>Stores months by version as grains do.</summary>
    private sealed class StoredSeries
    {
        private readonly Dictionary<(int Month, long Version), RateSteps> _months = [];
        private long _version;

        public TariffIndex Index { get; private set; } = TariffIndex.Of([]);

        public TariffRewrite Push(TariffPush push)
        {
            var rewrite = TariffRewrite.Of(Index, push, Find(CalendarMonth.Of(push.FromMs)), Find(CalendarMonth.Of(push.ToMs)));
            _version++;
            foreach (var (month, steps) in rewrite.Written)
                _months[(month, _version)] = steps;
            Index = TariffIndex.Of(Index.With(rewrite, _version).Months);
            return rewrite;
        }

        public RateSteps Read(long fromMs, long toMs) => Index.Read(
            fromMs, toMs, [.. Index.Between(CalendarMonth.Of(fromMs), CalendarMonth.Of(toMs - 1)).ToArray().Select(entry => _months[(entry.Month, entry.Version)])]);

        public IEnumerable<(long AtMs, decimal? Rate)> Points() =>
            Index.Months.Select(entry => _months[(entry.Month, entry.Version)]).SelectMany(steps => steps.StartsMs.ToArray().Zip(steps.Rates.ToArray()));

        private RateSteps? Find(int month) => Index.Find(month) is { } entry ? _months[(month, entry.Version)] : null;
    }
}
