using System.Globalization;
using NodaTime;
using OrleansFlex.Domain.Charging;

namespace OrleansFlex.Domain.Policies;

/// <summary>Explains a plan to people, in English: why each block is where it is, and what was not possible. Pure functions.</summary>
public static class PlanExplanation
{
    /// <summary>One sentence for each block, in order.</summary>
    public static IEnumerable<string> OfBlocks(ChargingPlan plan, PolicyTurn turn, PolicySituation situation, string? currency)
    {
        var request = turn.Request;
        var window = PriceWindow.Of(request, situation.Options);
        var byHand = turn.Course.Manual == ManualControl.Started;
        foreach (var block in plan.BlockArray)
        {
            yield return block.Reason switch
            {
                BlockReason.Reserve => Text($"The battery is at {request.LevelPercent:0.#} %, below the reserve of {request.ReservePercent:0.#} %: it charges at once, whatever the price."),
                BlockReason.Override when byHand => Text($"The driver started charging by hand: it goes on to the charge limit of {request.ChargeLimitPercent:0.#} %."),
                BlockReason.Override => Text($"The driver asked to charge to {request.ImmediateTargetPercent:0.#} % now."),
                BlockReason.NegativePrice => Text($"The price is {Price(block.Price, currency)}: taking this energy is paid for."),
                BlockReason.Solar => Text($"Solar surplus covers at least part of this energy, which brings its price to {Price(block.Price, currency)}."),
                BlockReason.NotEnoughTime => Text($"The time until {Local(request.ReadyByMs, situation)} is not more than {Math.Min(request.TargetPercent, request.ChargeLimitPercent):0.#} % needs, so it charges throughout."),
                BlockReason.Flat => Text($"The price is {Price(block.Price, currency)} until {Local(request.ReadyByMs, situation)} throughout, so it charges at once."),
                _ => Text($"{Price(block.Price, currency)} belongs to the cheapest way to {request.TargetPercent:0.#} % by {Local(request.ReadyByMs, situation)}; until then prices are {window.Lowest:0.####} to {window.Highest:0.####}, {window.Mean:0.####} on average."),
            };
        }
    }

    /// <summary>What is to be said of the plan as a whole: what was not possible, who decides, and what it saves.</summary>
    public static IEnumerable<string> OfPlan(ChargingPlan plan, PolicyTurn turn, PolicySituation situation, string? currency)
    {
        var request = turn.Request;
        var readyBy = Local(request.ReadyByMs, situation);
        if (turn.Course.Manual == ManualControl.Stopped)
            yield return Text($"The driver stopped charging by hand: nothing is commanded until {Local(turn.Course.ManualUntilMs, situation)}.");
        else if (turn.Course.Manual == ManualControl.Started)
            yield return "The driver started charging by hand: nothing is commanded until charging ends.";
        if (situation.Vehicle?.Command == CommandStanding.ReadOnly)
            yield return "The vehicle's vendor takes no commands: the plan is shown, not carried out.";
        if (situation.Vehicle?.Command == CommandStanding.StartFailed)
            yield return "The vehicle has not followed the command to start; it is repeated.";
        switch (plan.Shortfall)
        {
            case PlanShortfall.NotEnoughTime:
                yield return Text($"{request.TargetPercent:0.#} % by {readyBy} is not possible: full power from now on reaches {plan.LevelAtReadyBy:0.#} %.");
                break;
            case PlanShortfall.ChargeLimit:
                yield return Text($"{request.TargetPercent:0.#} % is above the vehicle's charge limit, so it charges to {request.ChargeLimitPercent:0.#} %.");
                break;
            case PlanShortfall.NotPlannable:
                yield return PlanWords.Of(plan.Shortfall);
                break;
        }

        if (plan.Blocks.Length == 0 && turn.Course.Manual != ManualControl.Stopped && plan.Shortfall == PlanShortfall.None)
            yield return Text($"The battery is at {request.LevelPercent:0.#} % and needs nothing before {readyBy}.");
        if (plan.Blocks.Length > 0 && plan.CostImmediate > plan.Cost)
            yield return Text($"Charging at once would cost {Money(plan.CostImmediate, currency)}; this plan costs {Money(plan.Cost, currency)}.");
    }

    private static string Price(decimal price, string? currency) => Text($"{price:0.####}{(currency is null ? "" : $" {currency}")}/kWh");

    private static string Money(decimal amount, string? currency) => Text($"{amount:0.00##}{(currency is null ? "" : $" {currency}")}");

    /// <summary>Local time of an instant: with the weekday, or from a week on, when that would be taken for the next of its name, with the date.</summary>
    internal static string Local(long atMs, in PolicySituation situation)
    {
        var zone = situation.Terms.Zone;
        var (at, now) = (Instant.FromUnixTimeMilliseconds(atMs).InZone(zone), Instant.FromUnixTimeMilliseconds(situation.NowMs).InZone(zone));
        return at.ToString(Period.DaysBetween(now.Date, at.Date) is > -7 and < 7 ? "ddd HH:mm" : "ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Prices between now and the deadline.</summary>
    private readonly record struct PriceWindow(decimal Lowest, decimal Highest, decimal Mean)
    {
        public static PriceWindow Of(in ChargingRequest request, ChargingOptions options)
        {
            var endMs = Math.Max(request.NowMs + 1, request.ReadyByMs - (options.MarginMinutes * 60_000L));
            var prices = request.Prices;
            var (lowest, highest, sum) = (decimal.MaxValue, decimal.MinValue, 0m);
            for (var atMs = request.NowMs; atMs < endMs;)
            {
                var step = prices.IndexAt(atMs);
                var untilMs = Math.Min(endMs, prices.EndOf(step));
                var price = prices.Prices[step];
                (lowest, highest) = (Math.Min(lowest, price), Math.Max(highest, price));
                sum += price * (untilMs - atMs);
                atMs = untilMs;
            }

            return new PriceWindow(lowest, highest, sum / (endMs - request.NowMs));
        }
    }
}
