using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Policies;

/// <summary>Tells people, in English, what is not known of the prices that a plan counts with. Pure functions.</summary>
public static class PriceExplanation
{
    private const int MostStretches = 4;

    /// <summary>Nothing where all prices are known that matter to the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="turn">The turn that it belongs to.</param>
    /// <param name="situation">The situation of the turn.</param>
    /// <param name="currency">ISO 4217 code of the prices; null where there is none.</param>
    /// <param name="isPriced">Whether there is an import rate or a price signal.</param>
    /// <param name="doubts">What the location's formula does not tell; null where it tells all, or there is none.</param>
    public static IEnumerable<string> Of(ChargingPlan plan, PolicyTurn turn, PolicySituation situation, string? currency, bool isPriced, PriceDoubts? doubts)
    {
        if (plan.Blocks.Length == 0)
            yield break;
        if (doubts?.ForeignCurrency is { } foreign)
            yield return $"The location's tariff formula is in {foreign} and its zone in {currency}: its rates do not count.";
        if (!isPriced)
            yield return "Neither an import rate nor a price signal is known: the energy has no known price, and the plan counts with 0.";
        else if (doubts is not null && Stretches(doubts, situation, Math.Max(turn.Request.ReadyByMs, plan.Blocks[^1].EndMs)) is { Length: > 0 } stretches)
            yield return $"No import rate is known {stretches}: the plan counts with {(doubts.HasRates ? "the rate of the same local time on the nearest day that has one" : "0 in its place")}, and energy that flows then is accounted without a price.";
    }

    private static string Stretches(PriceDoubts doubts, in PolicySituation situation, long endMs)
    {
        var (nowMs, all) = (situation.NowMs, new List<string>());
        foreach (var gap in doubts.Gaps)
        {
            if (gap.ToMs <= nowMs || gap.FromMs >= endMs)
                continue;
            var from = PlanExplanation.Local(Math.Max(nowMs, gap.FromMs), situation);
            all.Add(gap.ToMs == long.MaxValue ? $"from {from} on" : $"from {from} to {PlanExplanation.Local(gap.ToMs, situation)}");
        }

        return all.Count > MostStretches
            ? $"{string.Join(", ", all.Take(MostStretches))} and {all.Count - MostStretches} more times"
            : string.Join(", ", all);
    }
}
