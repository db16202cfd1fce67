using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Policies;

/// <summary>Everything that a policy's next step depends on.</summary>
public readonly record struct PolicySituation
{
    /// <summary>What the policy is set to.</summary>
    public PolicyTerms Terms { get; init; }

    /// <summary>The vehicle as last observed; null before it was ever observed.</summary>
    public ObservedVehicle? Vehicle { get; init; }

    /// <summary>False where the location's zone is set but not active.</summary>
    public bool ZoneServes { get; init; }

    /// <summary>Effective prices at the location.</summary>
    public PriceCurve Prices { get; init; }

    /// <summary>Forecast solar surplus at the location, if it has panels.</summary>
    public SurplusCurve? Surplus { get; init; }

    /// <summary>What exported energy earns there.</summary>
    public PriceCurve? ExportPrices { get; init; }

    /// <summary>How plans are made.</summary>
    public ChargingOptions Options { get; init; }

    /// <summary>Now, Unix milliseconds.</summary>
    public long NowMs { get; init; }
}

/// <summary>What follows from a policy's course and situation at an instant. The plan is in the buffer that was given.</summary>
public readonly record struct PolicyTurn
{
    private const long LeastStepMs = 1_000;

    /// <summary>The course from now on; the same instance where nothing has changed.</summary>
    public required PolicyCourse Course { get; init; }

    /// <summary>The policy's state.</summary>
    public required StatusState State { get; init; }

    /// <summary>What has to be reached next and by when.</summary>
    public required UpcomingNeed Need { get; init; }

    /// <summary>Whether the vehicle can be charged by the policy now.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>Whether the vehicle is to charge; null where nothing is to be commanded.</summary>
    public required bool? ToCharge { get; init; }

    /// <summary>The power at which it is to charge, kW at the wall; null for all that it can take.</summary>
    public double? PowerKw { get; init; }

    /// <summary>When the situation changes next by itself, Unix milliseconds; <see cref="long.MaxValue"/> for never.</summary>
    public required long NextEdgeMs { get; init; }

    /// <summary>What was planned; meaningful while the vehicle is available.</summary>
    public ChargingRequest Request { get; init; }

    /// <summary>Whether the policy has a say in the vehicle's load now.</summary>
    public bool IsSteered => ToCharge is not null;

    /// <summary>Takes a turn: advances the course, plans, and says what is to be done.</summary>
    /// <param name="course">The course so far.</param>
    /// <param name="situation">The situation.</param>
    /// <param name="plan">Takes the plan; empty where nothing is planned.</param>
    public static PolicyTurn Take(PolicyCourse course, in PolicySituation situation, PlanBuffer plan)
    {
        var nowMs = situation.NowMs;
        var terms = situation.Terms;
        var vehicle = situation.Vehicle;
        course = course.Advance(vehicle, terms, nowMs);
        var isAvailable = PolicyRules.IsAvailable(vehicle, situation.ZoneServes, nowMs);
        var need = course.Need(terms, nowMs);
        var request = default(ChargingRequest);
        plan.Clear(nowMs);
        if (isAvailable)
        {
            request = RequestOf(course, situation, need);
            if (course.Manual != ManualControl.Stopped)
                ChargingPlanner.Plan(request, situation.Options, plan);
            else
                plan.LevelAtReadyBy = request.LevelPercent;
        }

        var state = course.State(isAvailable, isAvailable ? request.LevelPercent : 0, terms.Reserve, plan.Inflexible);
        var isSteerable = isAvailable && course.Manual == ManualControl.None && vehicle!.Value.Command != CommandStanding.ReadOnly;
        bool? toCharge = isSteerable ? IsOn(plan, nowMs) : null;
        course = course.Note(need, terms, state, nowMs, vehicle, toCharge == false && IsStopping(vehicle!.Value, nowMs));
        return new PolicyTurn
        {
            Course = course,
            State = state,
            Need = need,
            IsAvailable = isAvailable,
            ToCharge = toCharge,
            PowerKw = toCharge == true ? PowerOf(plan, 0, vehicle!.Value.MaxKw) : null,
            NextEdgeMs = isAvailable || course.Override is not null || course.Session is not null ? NextEdge(course, need, vehicle, plan, nowMs) : long.MaxValue,
            Request = request,
        };
    }

    private static ChargingRequest RequestOf(PolicyCourse course, in PolicySituation situation, in UpcomingNeed need)
    {
        var vehicle = situation.Vehicle!.Value;
        var limit = vehicle.ChargeLimit ?? situation.Terms.ChargeLimit;
        var byHand = course.Manual == ManualControl.Started;
        double? immediate = byHand ? limit : course.Override is { IsImmediate: true } wish ? wish.Target : null;
        return new ChargingRequest
        {
            NowMs = situation.NowMs,
            LevelPercent = PolicyRules.Snap(vehicle.LevelAt(situation.NowMs), [situation.Terms.Reserve, need.Target, immediate ?? 0, limit]),
            CapacityKwh = vehicle.CapacityKwh,
            ChargeLimitPercent = limit,
            Efficiency = vehicle.Efficiency,
            MaxPowerKw = vehicle.MaxKw,
            MinPowerKw = vehicle.MinKw,
            LeastFollowedKw = PolicyRules.LeastPowerKw(vehicle.MaxKw),
            Tapers = vehicle.Tapers,
            OnOffOnly = vehicle.OnOffOnly,
            ReservePercent = situation.Terms.Reserve,
            TargetPercent = need.Target,
            ReadyByMs = need.ReadyByMs,
            ImmediateTargetPercent = immediate,
            IsStartedByHand = byHand,
            UpcomingOverride = course.Override is { IsImmediate: false },
            RunningSinceMs = vehicle.IsCharging ? vehicle.ChargingSinceMs : null,
            Prices = situation.Prices,
            Surplus = situation.Surplus,
            ExportPrices = situation.ExportPrices,
        };
    }

    /// <summary>Whether a vehicle that is not to charge is about to stop: it is told so now, or was a short while ago.</summary>
    private static bool IsStopping(in ObservedVehicle vehicle, long nowMs) => vehicle.IsCharging
        && (vehicle.Command == CommandStanding.None
            || (vehicle.Command == CommandStanding.Stopping && nowMs - vehicle.CommandSinceMs < PolicyRules.LateEffectMs));

    private static bool IsBreak(PlanBuffer plan, int block, in ObservedVehicle? vehicle) => plan.Blocks[block + 1].StartMs > plan.Blocks[block].EndMs
        || (plan.Follows && PolicyRules.IsOtherPower(PowerOf(plan, block, vehicle?.MaxKw ?? 0), PowerOf(plan, block + 1, vehicle?.MaxKw ?? 0)));

    /// <summary>The power that a block sets, kW; null where it leaves it to the vehicle.</summary>
    private static double? PowerOf(PlanBuffer plan, int block, double maxKw) => plan.Follows && plan.Blocks[block].PowerW / 1000.0 is var kw && kw < 0.98 * maxKw
        ? Math.Round(kw, 1)
        : null;

    private static bool IsOn(PlanBuffer plan, long nowMs) => plan.Blocks is [var first, ..] && first.StartMs <= nowMs && nowMs < first.EndMs;

    private static long NextEdge(PolicyCourse course, in UpcomingNeed need, in ObservedVehicle? vehicle, PlanBuffer plan, long nowMs)
    {
        var edge = need.ReadyByMs;
        edge = Earlier(edge, need.Regular.AtMs, nowMs);
        if (course.Override is { IsImmediate: false } wish)
            edge = Earlier(edge, wish.DeadlineMs, nowMs);
        if (course.Manual == ManualControl.Stopped)
            edge = Earlier(edge, course.ManualUntilMs, nowMs);
        if (vehicle?.UnreachableSinceMs is { } since)
            edge = Earlier(edge, since + PolicyRules.PatienceMs, nowMs);
        edge = Earlier(edge, plan.ForcedUntilMs, nowMs);
        // A vehicle that cannot be told to start does not make its plan come true: the plan moves on with the time.
        if (vehicle is { Command: CommandStanding.ReadOnly, IsCharging: false })
            return Math.Max(edge, nowMs + LeastStepMs);
        var blocks = plan.Blocks;
        for (var i = 0; i < blocks.Length; i++)
        {
            // Of blocks that meet and differ in price or reason only the vehicle does not notice.
            if (i == 0 || IsBreak(plan, i - 1, vehicle))
                edge = Earlier(edge, blocks[i].StartMs, nowMs);
            if (i + 1 == blocks.Length || IsBreak(plan, i, vehicle))
            {
                edge = Earlier(edge, blocks[i].EndMs, nowMs);
                if (blocks[i].EndMs > nowMs)
                    break;
            }
        }

        return Math.Max(edge, nowMs + LeastStepMs);
    }

    private static long Earlier(long edge, long candidate, long nowMs) => candidate > nowMs && candidate < edge ? candidate : edge;
}
