using NodaTime;

namespace OrleansFlex.Domain.Pricing;

public sealed partial class PriceSignalTimeline
{
    /// <summary>
    /// The signal as steps that cover [<paramref name="nowMs"/>, <paramref name="nowMs"/> + <paramref name="horizonMs"/>),
    /// the first one at <paramref name="nowMs"/>. Unknown counts as 0, a missing term of the effective price. After the
    /// last known price the same local times of the last known day continue, day after day: for a time of day, that is
    /// the latest date on which it lies before the end of what is known. A time of day that this day does not know is 0.
    /// </summary>
    public PriceStep[] ToSteps(long nowMs, long horizonMs, DateTimeZone zone)
    {
        var endMs = nowMs + horizonMs;
        var steps = new List<PriceStep>();
        var index = IndexAt(nowMs);
        for (var startMs = nowMs; startMs < endMs && index + 1 < _at.Length; index++)
        {
            Append(steps, startMs, index >= 0 ? _price[index] ?? 0m : 0m);
            startMs = _at[index + 1];
        }
        var knownUntilMs = KnownUntilMs ?? nowMs;
        if (knownUntilMs < endMs)
            Continue(steps, Math.Max(nowMs, knownUntilMs), endMs, zone);
        return [.. steps];
    }

    /// <summary>The same as an immutable curve that plans can share.</summary>
    public PriceCurve ToCurve(long nowMs, long horizonMs, DateTimeZone zone) => PriceCurve.Create(ToSteps(nowMs, horizonMs, zone));

    private void Continue(List<PriceStep> steps, long fromMs, long endMs, DateTimeZone zone)
    {
        if (IsEmpty)
        {
            Append(steps, fromMs, 0m);
            return;
        }
        var day = PriceSignalDay.LastKnown(this, KnownUntilMs!.Value, zone);
        var endsAt = Instant.FromUnixTimeMilliseconds(endMs);
        var at = Instant.FromUnixTimeMilliseconds(fromMs);
        while (at < endsAt)
        {
            // Within one interval of the zone the offset is constant, so local time runs evenly.
            var interval = zone.GetZoneInterval(at);
            var stop = interval.HasEnd && interval.End < endsAt ? interval.End : endsAt;
            var offsetMs = interval.WallOffset.Milliseconds;
            var localMs = at.ToUnixTimeMilliseconds() + offsetMs;
            var stopLocalMs = stop.ToUnixTimeMilliseconds() + offsetMs;
            while (localMs < stopLocalMs)
            {
                var (price, untilMs) = day.At(localMs);
                Append(steps, localMs - offsetMs, price);
                localMs = untilMs;
            }
            at = stop;
        }
    }

    private static void Append(List<PriceStep> steps, long atMs, decimal price)
    {
        if (steps.Count == 0 || steps[^1].Price != price)
            steps.Add(new PriceStep(atMs, price));
    }
}
