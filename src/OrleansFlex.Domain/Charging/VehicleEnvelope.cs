namespace OrleansFlex.Domain.Charging;

/// <summary>
/// A plugged-in vehicle's part of the flex shape: for each chunk the load that is planned and the least and the most it
/// could be with the target still met. The bounds hold for each chunk by itself; all least or all most loads together
/// are in general not reachable.
/// </summary>
public static class VehicleEnvelope
{
    /// <summary>Writes mean watts per chunk for a plan made at <see cref="ChargingRequest.NowMs"/>.</summary>
    /// <param name="request">What was planned.</param>
    /// <param name="options">With which options.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="firstChunkMs">Start of the first chunk, at or before now.</param>
    /// <param name="chunkMinutes">Length of a chunk.</param>
    /// <param name="measuredWhInRunningChunk">Energy already taken in the chunk that contains now.</param>
    /// <param name="expectedW">Planned mean power; all three spans have one element per chunk.</param>
    /// <param name="minimumW">Least mean power with the target still met.</param>
    /// <param name="maximumW">Most mean power that device and charge limit allow.</param>
    public static void Write(
        in ChargingRequest request, ChargingOptions options, PlanBuffer plan, long firstChunkMs, int chunkMinutes, long measuredWhInRunningChunk,
        Span<int> expectedW, Span<int> minimumW, Span<int> maximumW) =>
        Write(request, options, plan.Blocks, plan.Inflexible, plan.ForcedUntilMs, firstChunkMs, chunkMinutes, measuredWhInRunningChunk, expectedW, minimumW, maximumW);

    /// <inheritdoc cref="Write(in ChargingRequest, ChargingOptions, PlanBuffer, long, int, long, Span{int}, Span{int}, Span{int})"/>
    public static void Write(
        in ChargingRequest request, ChargingOptions options, ChargingPlan plan, long firstChunkMs, int chunkMinutes, long measuredWhInRunningChunk,
        Span<int> expectedW, Span<int> minimumW, Span<int> maximumW) =>
        Write(request, options, plan.Blocks, plan.Inflexible, plan.ForcedUntilMs, firstChunkMs, chunkMinutes, measuredWhInRunningChunk, expectedW, minimumW, maximumW);

    private static void Write(
        in ChargingRequest request, ChargingOptions options, ReadOnlySpan<PlannedBlock> blocks, bool inflexible, long forcedUntilMs,
        long firstChunkMs, int chunkMinutes, long measuredWhInRunningChunk, Span<int> expectedW, Span<int> minimumW, Span<int> maximumW)
    {
        var chunkMs = Math.Max(1, chunkMinutes) * 60_000L;
        var bounds = EnvelopeBounds.Of(request, options, blocks, inflexible, forcedUntilMs);
        var next = 0;
        // Nothing can be charged after the car has left.
        var lastMs = Math.Max(Math.Max(request.NowMs, request.ReadyByMs), blocks.IsEmpty ? 0 : blocks[^1].EndMs);
        var count = (int)Math.Clamp((lastMs - firstChunkMs) / chunkMs + 1, 0, expectedW.Length);
        expectedW[count..].Clear();
        minimumW[count..].Clear();
        maximumW[count..].Clear();
        for (var i = 0; i < count; i++)
        {
            var start = firstChunkMs + i * chunkMs;
            var end = start + chunkMs;
            double planned = 0;
            double forced = 0;
            while (next < blocks.Length && blocks[next].EndMs <= start)
                next++;
            for (var b = next; b < blocks.Length && blocks[b].StartMs < end; b++)
            {
                var wh = EnvelopeBounds.WhWithin(blocks[b], start, end);
                planned += wh;
                if (EnvelopeBounds.IsForced(blocks[b].State))
                    forced += wh;
            }

            var past = start <= request.NowMs && request.NowMs < end ? Math.Max(0, measuredWhInRunningChunk) : 0;
            var perHour = 3_600_000.0 / chunkMs;
            var expected = ToWatts((past + planned) * perHour);
            var least = (past + Math.Min(planned, forced + bounds.LeastWh(start, end))) * perHour;
            var most = (past + Math.Max(planned, forced + bounds.MostWh(start, end))) * perHour;
            expectedW[i] = expected;
            minimumW[i] = Math.Min(expected, ToWatts(least));
            maximumW[i] = Math.Max(expected, ToWatts(most));
        }
    }

    private static int ToWatts(double watts) => (int)Math.Round(Math.Clamp(watts, 0, 1e9));
}
