using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>The tariff is unknown.</summary>
public sealed record TariffUnknown(string TariffId) : Rejection("tariff.not_found", $"There is no tariff '{TariffId}'.");

/// <summary>The tariff exists with another definition.</summary>
public sealed record TariffDiffers(string TariffId) : Rejection(
    "tariff.exists", $"Tariff '{TariffId}' exists already with another direction, currency or unit.");

/// <summary>Formulas refer to the tariff.</summary>
/// <param name="TariffId">The tariff.</param>
/// <param name="Locations">Whose formulas: all, or the first ones of many.</param>
/// <param name="AreMore">Whether there are more than those.</param>
public sealed record TariffInUse(string TariffId, ImmutableArray<Guid> Locations, bool AreMore) : Rejection(
    "tariff.in_use",
    $"Tariff '{TariffId}' is used by the tariff formula of location{(Locations.Length == 1 && !AreMore ? "" : "s")} {string.Join(", ", Locations)}{(AreMore ? ", …" : "")}.")
{
    /// <summary>How many locations a refusal names.</summary>
    public const int NamedLocations = 10;

    /// <inheritdoc/>
    public bool Equals(TariffInUse? other) =>
        other is not null && TariffId == other.TariffId && AreMore == other.AreMore && Locations.AsSpan().SequenceEqual(other.Locations.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TariffId, AreMore, Locations.Length);
}

/// <summary>Nothing is known of the tariff in the range asked for.</summary>
public sealed record TariffRangeUnknown(string TariffId) : Rejection(
    "tariff_series.outside", $"Tariff '{TariffId}' has no data in this range.");

/// <summary>A push would overwrite more rates than the day's budget still allows.</summary>
/// <param name="Points">How many it would overwrite.</param>
/// <param name="Left">How many it may.</param>
/// <param name="RetryAfterMs">When enough of the budget will have come back.</param>
public sealed record OverwriteBudgetExceeded(int Points, int Left, long RetryAfterMs) : Rejection(
    "tariff_series.budget_exceeded",
    $"The push would overwrite {Points} data points; {Math.Max(0, Left)} of {OverwriteBudget.Points} are left in these 24 hours.");

/// <summary>The tariff has taken as many pushes as can be remembered.</summary>
/// <param name="RetryAfterMs">When the oldest will be forgotten.</param>
public sealed record TooManyPushes(long RetryAfterMs) : Rejection(
    "tariff_series.too_many_pushes", $"The tariff has taken {PushRecord.Maximum} pushes within 24 hours.");

/// <summary>The tariff would hold more steps than it may.</summary>
public sealed record TooManySteps() : Rejection(
    "tariff_series.too_many_points",
    $"A tariff holds at most {TariffRewrite.MaximumSteps} data points, and {TariffRewrite.MaximumMonthSteps} in one month.");

/// <summary>The idempotency key belongs to a push that is under way.</summary>
public sealed record IdempotencyKeyInFlight() : Rejection(
    "idempotency_key.in_flight", "A request with this Idempotency-Key is under way.");

/// <summary>The idempotency key belongs to a push with other content.</summary>
public sealed record IdempotencyKeyReused() : Rejection(
    "idempotency_key.reused", "This Idempotency-Key was used with other content within the last 24 hours.");

/// <summary>The location has no formula for the direction.</summary>
public sealed record FormulaUnknown(TariffDirection Direction) : Rejection(
    "tariff_formula.not_found", $"The location has no {TariffWords.Of(Direction)} tariff formula.");
