namespace OrleansFlex.Domain.Charging;

/// <summary>How much and how little the regular part of a plan may charge within one chunk, in Wh.</summary>
internal readonly struct EnvelopeBounds
{
    private long FromMs { get; init; }

    private long DeadlineMs { get; init; }

    private long LeaveMs { get; init; }

    private double FullW { get; init; }

    private double NeedWh { get; init; }

    private double RoomWh { get; init; }

    public static EnvelopeBounds Of(
        in ChargingRequest request, ChargingOptions options, ReadOnlySpan<PlannedBlock> blocks, bool inflexible, long forcedUntilMs)
    {
        if (inflexible || !(request.MaxPowerKw > 0) || !(request.CapacityKwh > 0) || !(request.Efficiency > 0))
            return default;
        double forced = 0;
        foreach (ref readonly var block in blocks)
        {
            if (IsForced(block.State))
                forced += (double)block.EnergyKwh;
        }

        var whPerPercent = request.CapacityKwh * 10 / request.Efficiency;
        var limit = Math.Clamp(request.ChargeLimitPercent, 0, 100);
        var room = (limit - request.LevelPercent) * whPerPercent - forced * 1000;
        var need = (Math.Min(limit, request.TargetPercent) - request.LevelPercent) * whPerPercent - forced * 1000;
        return new EnvelopeBounds
        {
            FromMs = forcedUntilMs,
            DeadlineMs = request.ReadyByMs - Math.Clamp(options.MarginMinutes, 0, 1440) * 60_000L,
            LeaveMs = request.ReadyByMs,
            FullW = request.MaxPowerKw * 1000,
            RoomWh = Math.Max(0, room),
            NeedWh = Math.Max(0, need),
        };
    }

    /// <summary>Whether a block leaves no choice.</summary>
    public static bool IsForced(BlockState state) =>
        state is BlockState.BatteryReserve or BlockState.ImmediateOverride or BlockState.Inflexible;

    /// <summary>Energy of a block that falls between two instants.</summary>
    public static double WhWithin(in PlannedBlock block, long start, long end)
    {
        var overlap = Math.Min(block.EndMs, end) - Math.Max(block.StartMs, start);
        return overlap <= 0 ? 0 : (double)block.EnergyKwh * 1000 * overlap / (block.EndMs - block.StartMs);
    }

    /// <summary>What cannot be charged in the rest of the time until the deadline.</summary>
    public double LeastWh(long start, long end)
    {
        var outside = Math.Max(0, DeadlineMs - FromMs) - Overlap(start, end, DeadlineMs);
        return Math.Max(0, NeedWh - outside * FullW / 3_600_000);
    }

    /// <summary>What full power and the charge limit allow.</summary>
    public double MostWh(long start, long end) => Math.Min(RoomWh, Overlap(start, end, LeaveMs) * FullW / 3_600_000);

    private long Overlap(long start, long end, long last) =>
        Math.Max(0, Math.Min(end, last) - Math.Max(start, FromMs));
}
