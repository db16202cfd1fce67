using System.Collections.Immutable;

namespace OrleansFlex.Domain.Policies;

/// <summary>
/// A driver's temporary wish: an immediate start, or another deadline or target for the upcoming session. It ends at its target, an
/// upcoming one also at its deadline, and at unplug after having run.
/// </summary>
public sealed record DriverOverride
{
    /// <summary>True for an immediate start.</summary>
    public bool IsImmediate { get; init; }

    /// <summary>The level wished, percent; null where an upcoming override only moves the deadline.</summary>
    public double? Target { get; init; }

    /// <summary>The deadline wished, Unix milliseconds; null where only the target changes, and for an immediate start.</summary>
    public long? ReadyByMs { get; init; }

    /// <summary>The regular deadline that an upcoming override replaces, Unix milliseconds.</summary>
    public long ReplacedMs { get; init; }

    /// <summary>True once it has had a vehicle to act on.</summary>
    public bool HasRun { get; init; }

    /// <summary>The deadline that holds under an upcoming override.</summary>
    public long DeadlineMs => ReadyByMs ?? ReplacedMs;

    /// <summary>Checks a wish: <c>override.invalid</c> with every issue.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="terms">What the policy is set to.</param>
    /// <param name="limit">The vehicle's charge limit now, percent.</param>
    /// <param name="nowMs">Now.</param>
    public static Decision<DriverOverride> Check(DriverOverride wish, in PolicyTerms terms, double limit, long nowMs)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (wish.IsImmediate)
        {
            if (wish.Target is not { } target)
                issues.Add(new ValidationIssue("target", "is required"));
            else if (!(target is >= 0 and <= 100))
                issues.Add(new ValidationIssue("target", "must be from 0 to 100"));
            else if (target > limit)
                issues.Add(new ValidationIssue("target", FormattableString.Invariant($"must be at most the vehicle's charge limit of {limit}")));
        }
        else
        {
            if (wish.Target is null && wish.ReadyByMs is null)
                issues.Add(new ValidationIssue("readyBy", "or minimumChargeTarget must be given"));
            if (wish.Target is { } target && !(target >= terms.Reserve && target <= 100))
                issues.Add(new ValidationIssue("minimumChargeTarget", FormattableString.Invariant($"must be from the battery reserve of {terms.Reserve} to 100")));
            if (wish.ReadyByMs is { } readyBy && readyBy <= nowMs)
                issues.Add(new ValidationIssue("readyBy", "must be in the future"));
        }

        return issues.Count == 0 ? wish : new InvalidInput("override.invalid", issues.ToImmutable());
    }
}

/// <summary>An override is set already.</summary>
public sealed record OverrideExists() : Rejection("override.exists", "An override is set already; delete it first.");
