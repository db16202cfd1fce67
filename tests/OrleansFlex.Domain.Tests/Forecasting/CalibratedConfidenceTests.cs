using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class CalibratedConfidenceTests
{
    private const long DayMs = 86_400_000;

    /// <summary>Forecasts of a load whose errors are a tenth of it, and heavy-tailed.</summary>
    private static List<SettledForecast> Settled(int count, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var all = new List<SettledForecast>(count);
        for (var i = 0; i < count; i++)
        {
            var expected = (long)random.Between(50_000, 2_000_000);
            var error = random.Normal(0, 0.1) * expected * (random.Chance(0.1) ? 5 : 1);
            all.Add(new SettledForecast(
                i * 14 * DayMs / count, i % 96, i % 24, expected, 40_000_000, 1000, expected + (long)error));
        }

        return all;
    }

    [Fact]
    public void Nothing_learned_is_the_normal_approximation()
    {
        var model = CalibratedConfidence.Create(ConfidenceModel.Default);
        model.Confidence(4, 12, 0, 0, 1000).ShouldBe(1);
        model.Confidence(4, 12, 1_000_000, 100_000_000, 1000).ShouldBeInRange(0.9, 1);
        model.Fit([], 0).Confidence(4, 12, 0, 0, 10).ShouldBe(1);
    }

    [Fact]
    public void Heavy_tails_are_learned()
    {
        var model = CalibratedConfidence.Create(ConfidenceModel.Default).Fit(Settled(20_000), 14 * DayMs);
        var diagram = new ReliabilityDiagram();
        foreach (var f in Settled(20_000, seed: 2))
        {
            var margin = Math.Max(0.1 * f.ExpectedWatts, 10 * f.AssetCount);
            diagram.Add(
                model.Confidence(f.LeadChunks, f.LocalHour, f.ExpectedWatts, f.Variance, f.AssetCount),
                Math.Abs(f.RealisedWatts - f.ExpectedWatts) <= margin);
        }

        foreach (var (decile, count, claimed, came) in diagram.Rows().Where(row => row.Count > 500))
            came.ShouldBe(claimed, 0.06, $"decile {decile}");
    }

    [Fact]
    public void Confidence_is_a_probability_that_falls_with_variance()
    {
        var model = CalibratedConfidence.Create(ConfidenceModel.Default).Fit(Settled(3000), 14 * DayMs);
        var random = new SeededRandom(9);
        for (var run = 0; run < 5000; run++)
        {
            var lead = (int)random.Between(0, 96);
            var hour = (int)random.Between(0, 24);
            var expected = (long)random.Between(-1_000_000, 5_000_000);
            var variance = (long)Math.Exp(random.Between(0, 30));
            var assets = (int)random.Between(0, 5000);
            var one = model.Confidence(lead, hour, expected, variance, assets);
            one.ShouldBeInRange(0, 1);
            model.Confidence(lead, hour, expected, variance * 4, assets).ShouldBeLessThanOrEqualTo(one + 1e-9);
        }
    }

    [Fact]
    public void What_was_saved_is_restored_to_the_last_bit()
    {
        foreach (var model in new[] { CalibratedConfidence.Create(ConfidenceModel.Default), Learned() })
        {
            var saved = model.Save();
            var restored = CalibratedConfidence.Restore(new ConfidenceOptions(), saved).ShouldNotBeNull();
            restored.Save().ShouldBe(saved);
            for (var lead = 0; lead < 96; lead++)
            {
                restored.Confidence(lead, lead % 24, 1_000_000, 100_000_000, 1000)
                    .ShouldBe(model.Confidence(lead, lead % 24, 1_000_000, 100_000_000, 1000));
            }
        }
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_still_give_probabilities()
    {
        var saved = Learned().Save();
        CalibratedConfidence.Restore(new ConfidenceOptions(), []).ShouldBeNull();
        CalibratedConfidence.Restore(new ConfidenceOptions(), [(byte)(saved[0] + 1), .. saved[1..]]).ShouldBeNull();
        var random = new SeededRandom(4);
        var refused = 0;
        for (var run = 0; run < 2000; run++)
        {
            var damaged = saved.ToArray();
            damaged[(int)random.Between(0, damaged.Length)] ^= (byte)(1 << (int)random.Between(0, 8));
            if (CalibratedConfidence.Restore(new ConfidenceOptions(), damaged) is not { } model)
            {
                refused++;
                continue;
            }

            for (var lead = 0; lead < 96; lead += 5)
                model.Confidence(lead, lead % 24, 1_000_000, 100_000_000, 1000).ShouldBeInRange(0, 1);
        }

        refused.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Confidence_is_never_outside_its_bounds_whatever_the_numbers()
    {
        long[] loads = [long.MinValue, -1, 0, 1, 1_000_000, long.MaxValue];
        long[] variances = [long.MinValue, -1, 0, 1, long.MaxValue];
        foreach (var margins in new[] { new ConfidenceOptions(), new ConfidenceOptions(0, 0), new ConfidenceOptions(1, 1_000_000) })
        {
            foreach (var model in new[] { CalibratedConfidence.Create(ConfidenceModel.Create(margins)), CalibratedConfidence.Restore(margins, Learned().Save())! })
            {
                foreach (var load in loads)
                    foreach (var variance in variances)
                        foreach (var assets in new[] { 0, 1, int.MaxValue })
                            model.Confidence(90, 23, load, variance, assets).ShouldBeInRange(0, 1);
                model.Confidence(90, 23, 0, 0, 1000).ShouldBe(1);
            }
        }
    }

    [Fact]
    public void What_is_known_fades_as_new_errors_come_in()
    {
        var known = Learned();
        known.Extend([], 14 * DayMs, 14 * DayMs).Confidence(5, 5, 1_000_000, 40_000_000, 1000).ShouldBeLessThan(0.9);
        var exact = Settled(2000).ConvertAll(f => f with { ChunkMs = f.ChunkMs + (14 * DayMs), RealisedWatts = f.ExpectedWatts });
        known.Extend(exact, 14 * DayMs, 28 * DayMs).Confidence(5, 5, 1_000_000, 40_000_000, 1000)
            .ShouldBeGreaterThan(known.Confidence(5, 5, 1_000_000, 40_000_000, 1000));
    }

    private static CalibratedConfidence Learned() =>
        CalibratedConfidence.Create(ConfidenceModel.Default).Fit(Settled(10_000), 14 * DayMs);
}
