using System.Buffers;
using System.Diagnostics;
using NodaTime;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Benchmarks.Shape;

/// <summary>How fast and how small the flex shape and price signals are, without grains and HTTP.</summary>
public static class ShapeBenchmarks
{
    private const int Chunks = 96;
    private const int Members = 100_000;
    private const long First = 1_970_000;

    /// <summary>Runs all of them, some ten seconds on two cores.</summary>
    public static IReadOnlyList<(string Name, double Value, string Unit, string Target)> Run()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var keys = Enumerable.Range(0, Members).Select(_ => (Guid.NewGuid(), Guid.NewGuid())).ToArray();
        var keyed = GC.GetTotalMemory(forceFullCollection: true);
        var partition = Fill(keys);
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - keyed) / Members;
        var withKeys = bytes + ((double)(keyed - before) / Members);
        var results = new List<(string, double, string, string)>
        {
            ("shape: memory per member, one member per household, without keys", bytes, "B", "≤ 1000"),
            ("shape: memory per member, keys included", withKeys, "B", ""),
            ("shape: contribution replaced, random member", Put(partition, keys, isReachable: true), "ns", "≤ 1000"),
            ("shape: contribution replaced, member out of reach", Put(partition, keys, isReachable: false), "ns", ""),
            ("shape: identical contribution", Repeat(partition, keys), "ns", ""),
        };
        results.AddRange(Read(partition));
        results.Add(("shape: roll by one chunk, 100,000 members", Micros(() => partition.Roll(partition.FirstChunk + 1), 50), "µs", ""));
        results.Add(("shape: confidence", Micros(Confidences, 200), "ns", ""));
        results.AddRange(Prices());
        GC.KeepAlive(keys);
        return results;
    }

    private static ShapePartition Fill((Guid Site, Guid Member)[] keys)
    {
        var random = new Random(1);
        var partition = new ShapePartition(First, Chunks);
        var series = Series(random);
        for (var i = 0; i < keys.Length; i++)
        {
            partition.PutHousehold(keys[i].Site, 1, i % 2 == 0 ? "north" : "south", (HouseholdTypes)(i % 8), 2);
            partition.PutContribution(keys[i].Site, keys[i].Member, 1, First, true, series[0], series[1], series[2], series[3]);
        }
        return partition;
    }

    private static double Put(ShapePartition partition, (Guid Site, Guid Member)[] keys, bool isReachable)
    {
        var random = new Random(2);
        var choices = Enumerable.Range(0, 16).Select(_ => Series(random)).ToArray();
        var version = isReachable ? 1_000L : 10_000_000L;
        return Micros(
            () =>
            {
                var key = keys[random.Next(keys.Length)];
                var series = choices[version++ & 15];
                partition.PutContribution(key.Site, key.Member, version, First, isReachable, series[0], series[1], series[2], series[3]);
            },
            400_000) * 1000;
    }

    private static double Repeat(ShapePartition partition, (Guid Site, Guid Member)[] keys)
    {
        var series = Series(new Random(3));
        var version = 20_000_000L;
        return Micros(
            () => partition.PutContribution(keys[0].Site, keys[0].Member, version++, First, true, series[0], series[1], series[2], series[3]),
            400_000) * 1000;
    }

    private static IEnumerable<(string, double, string, string)> Read(ShapePartition partition)
    {
        var now = DateTimeOffset.UnixEpoch;
        SegmentDefinition[] segments =
        [
            new(new Guid(1, 0, 0, new byte[8]), "one", HouseholdTypes.Vehicle, HouseholdTypes.Charger, now, now),
            new(new Guid(2, 0, 0, new byte[8]), "two", HouseholdTypes.Vehicle | HouseholdTypes.Charger, 0, now, now),
            new(new Guid(3, 0, 0, new byte[8]), "three", HouseholdTypes.Charger, HouseholdTypes.Vehicle, now, now),
        ];
        yield return ("shape: snapshot after a change in one area and composition", Micros(
            () =>
            {
                partition.PutHousehold(new Guid(1, 2, 3, new byte[8]), 1 + Stopwatch.GetTimestamp(), "north", HouseholdTypes.Solar, (int)(Stopwatch.GetTimestamp() & 7));
                partition.Snapshot();
            },
            10_000), "µs", "");
        var sums = partition.Snapshot();
        yield return ("shape: compose a zone of 8 partitions, 3 segments", Micros(
            () => ZoneShape.Compose(First, Chunks, [sums, sums, sums, sums, sums, sums, sums, sums], segments, null, ConfidenceModel.Default), 2_000), "µs", "");
        var shape = ZoneShape.Compose(First, Chunks, [sums], segments, null, ConfidenceModel.Default);
        var output = new ArrayBufferWriter<byte>(1 << 17);
        yield return ("shape: write the response", Micros(
            () =>
            {
                output.ResetWrittenCount();
                ShapeJson.Write(output, "BE", "revision", 0, shape, ShapeOptions.Default);
            },
            2_000), "µs", "");
        yield return ("shape: size of the response", output.WrittenCount, "B", "");
    }

    private static IEnumerable<(string, double, string, string)> Prices()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
        var push = PriceSignalPush.Check([.. Enumerable.Range(0, 10_000).Select(i => new PriceSignalValue(i * 60_000L, i % 97))], 600_000_000, "EUR", "EUR").Value;
        var timeline = PriceSignalTimeline.Empty.Push(push);
        yield return ("price signal: push of 10,000 values over as many", Micros(() => timeline.Push(push), 500), "µs", "");
        var day = PriceSignalPush.Check([.. Enumerable.Range(0, 192).Select(i => new PriceSignalValue(i * 900_000L, i % 97))], 192 * 900_000L, "EUR", "EUR").Value;
        var two = PriceSignalTimeline.Empty.Push(day);
        yield return ("price signal: curve over 3 days from 192 values", Micros(() => two.ToCurve(3_600_000, 3 * 86_400_000L, zone), 1_000), "µs", "");
    }

    private static void Confidences()
    {
        var sum = 0.0;
        for (var i = 0; i < 1_000; i++)
            sum += ConfidenceModel.Default.Confidence(i % Chunks, 1_000_000 + (i * 1000), 400_000_000 + i, 1_000);
        GC.KeepAlive(sum);
    }

    private static int[][] Series(Random random) =>
        [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Chunks).Select(_ => random.Next(11_000)).ToArray())];

    /// <summary>The best of five runs: on a shared machine the others measure the neighbours.</summary>
    private static double Micros(Action action, int times)
    {
        const int runs = 5;
        var best = double.MaxValue;
        for (var run = 0; run <= runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < times / runs; i++)
                action();
            if (run > 0)
                best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / (times / runs));
        }
        return best;
    }
}
