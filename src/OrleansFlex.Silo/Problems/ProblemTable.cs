using System.Collections.Frozen;

namespace OrleansFlex.Silo.Problems;

/// <summary>
/// The one place where a refusal of the domain becomes an HTTP status, by its code. A code that is missing here is answered with 400, so
/// that no input can cause a 5xx; a test sees to it that none is missing.
/// </summary>
public static class ProblemTable
{
    private static readonly FrozenDictionary<string, ProblemType> Types = new Dictionary<string, ProblemType>
    {
        ["action.controlled"] = ProblemType.ControlledEntity,
        ["action.ended"] = ProblemType.Conflict,
        ["action.incapable"] = ProblemType.BadRequest,
        ["action.no_control_scope"] = ProblemType.Forbidden,
        ["action.unnecessary"] = ProblemType.BadRequest,
        ["currency.invalid"] = ProblemType.BadRequest,
        ["currency.mismatch"] = ProblemType.BadRequest,
        ["device.exists"] = ProblemType.Conflict,
        ["device.not_found"] = ProblemType.NotFound,
        ["device.unknown_location"] = ProblemType.BadRequest,
        ["idempotency_key.in_flight"] = ProblemType.Conflict,
        ["idempotency_key.reused"] = ProblemType.IdempotencyMismatch,
        ["location.exists"] = ProblemType.Conflict,
        ["location.in_use"] = ProblemType.Conflict,
        ["location.not_found"] = ProblemType.NotFound,
        ["override.exists"] = ProblemType.Conflict,
        ["override.invalid"] = ProblemType.BadRequest,
        ["policy.exists"] = ProblemType.Conflict,
        ["policy.no_control_scope"] = ProblemType.Forbidden,
        ["policy.not_found"] = ProblemType.NotFound,
        ["policy.unknown_location"] = ProblemType.BadRequest,
        ["policy.unknown_vehicle"] = ProblemType.BadRequest,
        ["price_signal.invalid"] = ProblemType.BadRequest,
        ["price_signal.zone_not_active"] = ProblemType.BadRequest,
        ["segment.contradictory"] = ProblemType.BadRequest,
        ["segment.name_invalid"] = ProblemType.BadRequest,
        ["segment.name_taken"] = ProblemType.Conflict,
        ["segment.not_found"] = ProblemType.NotFound,
        ["segment.overlaps"] = ProblemType.Conflict,
        ["segment.too_many"] = ProblemType.BadRequest,
        ["segment.unknown_type"] = ProblemType.BadRequest,
        ["simulation.invalid"] = ProblemType.BadRequest,
        ["solar_configuration.exists"] = ProblemType.Conflict,
        ["solar_configuration.foreign_location"] = ProblemType.BadRequest,
        ["solar_configuration.invalid"] = ProblemType.BadRequest,
        ["solar_configuration.not_found"] = ProblemType.NotFound,
        ["solar_configuration.same_as_other"] = ProblemType.BadRequest,
        ["solar_configuration.too_many"] = ProblemType.BadRequest,
        ["solar_configuration.unknown_location"] = ProblemType.NotFound,
        ["solar_configuration.unknown_user"] = ProblemType.NotFound,
        ["tariff.exists"] = ProblemType.Conflict,
        ["tariff.in_use"] = ProblemType.Conflict,
        ["tariff.invalid"] = ProblemType.BadRequest,
        ["tariff.not_found"] = ProblemType.NotFound,
        ["tariff_formula.invalid"] = ProblemType.BadRequest,
        ["tariff_formula.not_found"] = ProblemType.NotFound,
        ["tariff_series.budget_exceeded"] = ProblemType.TooManyRequests,
        ["tariff_series.invalid"] = ProblemType.BadRequest,
        ["tariff_series.outside"] = ProblemType.BadRequest,
        ["tariff_series.too_many_points"] = ProblemType.BadRequest,
        ["tariff_series.too_many_pushes"] = ProblemType.TooManyRequests,
        ["vehicle_policy.invalid"] = ProblemType.BadRequest,
        ["weather.invalid"] = ProblemType.BadRequest,
        ["webhook.exists"] = ProblemType.BadRequest,
        ["webhook.too_many"] = ProblemType.Conflict,
        ["zone.already_active"] = ProblemType.Conflict,
        ["zone.locations_without_area"] = ProblemType.BadRequest,
        ["zone.no_locations"] = ProblemType.BadRequest,
        ["zone.not_active"] = ProblemType.NotFound,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that the table knows.</summary>
    public static IReadOnlyCollection<string> Codes => Types.Keys;

    /// <summary>The kind of problem that a refusal is.</summary>
    public static ProblemType Of(string code) => Types.GetValueOrDefault(code, ProblemType.BadRequest);
}
