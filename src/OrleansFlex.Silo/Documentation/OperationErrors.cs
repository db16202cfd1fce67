using System.Collections.Frozen;

namespace OrleansFlex.Silo.Documentation;

/// <summary>The errors that an operation may answer with, beside what may happen to any (a fault, a storage that is away).</summary>
internal static class OperationErrors
{
    // What they name may be new, or is listed as empty where nobody knows it.
    private static readonly FrozenSet<string> WithoutUnknowns = new[]
    {
        "POST /users/{userId}/locations", "GET /users/{userId}/locations", "POST /users/{userId}/devices", "POST /users/{userId}/link",
        "GET /users/{userId}/vehicles", "GET /users/{userId}/chargers", "GET /users/{userId}/batteries", "GET /users/{userId}/hvacs",
        "GET /users/{userId}/inverters", "GET /users/{userId}/meters", "POST /flex/zones/{zoneId}", "POST /flex/tariffs/{tariffId}",
        "PUT /flex/price-signals/{zoneId}/areas", "PUT /flex/price-signals/{zoneId}/areas/{areaId}", "PUT /flex/weather/{zoneId}/areas/{areaId}",
        "PUT /gateways/{vendor}",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly int[] OfCommands = [403, 422];

    private static readonly FrozenDictionary<string, int[]> Special = new Dictionary<string, int[]>
    {
        ["GET /health/ready"] = [503],
        ["POST /vehicles/{deviceId}/charging"] = OfCommands,
        ["POST /vehicles/{deviceId}/max-current"] = OfCommands,
        ["POST /chargers/{deviceId}/charging"] = OfCommands,
        ["POST /chargers/{deviceId}/max-current"] = OfCommands,
        ["POST /batteries/{deviceId}/operation-mode"] = OfCommands,
        ["POST /hvacs/{deviceId}/permanent-hold"] = OfCommands,
        ["POST /hvacs/{deviceId}/follow-schedule"] = OfCommands,
        ["POST /vehicles/actions/{actionId}/cancel"] = [409],
        ["POST /chargers/actions/{actionId}/cancel"] = [409],
        ["POST /batteries/actions/{actionId}/cancel"] = [409],
        ["POST /hvacs/actions/{actionId}/cancel"] = [409],
        ["DELETE /locations/{locationId}"] = [409],
        ["PUT /gateways/{vendor}"] = [409],
        ["POST /webhooks"] = [409],
        ["POST /flex/zones/{zoneId}"] = [409],
        ["POST /flex/segments"] = [409],
        ["PUT /flex/segments/{segmentId}"] = [409],
        ["GET /flex/shape/{zoneId}"] = [503],
        ["GET /flex/shape/{zoneId}/segments/{segmentId}"] = [503],
        ["GET /flex/shape/{zoneId}/status"] = [503],
        ["POST /flex/vehicle-policies"] = [403, 409],
        ["POST /flex/vehicle-policies/{policyId}/overrides"] = [409],
        ["GET /flex/vehicle-policies/charging-report"] = [404],
        ["POST /solar-configurations"] = [404, 409],
        ["POST /flex/tariffs/{tariffId}"] = [409],
        ["DELETE /flex/tariffs/{tariffId}"] = [409],
        ["PUT /flex/tariffs/{tariffId}/timeseries"] = [409, 422, 429],
        ["POST /flex/simulations"] = [429, 503],
        ["GET /flex/simulations/{simulationId}/events"] = [429],
        ["GET /flex/events"] = [429],
        ["POST /sandbox/clock"] = [409],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The status codes of an operation's errors.</summary>
    /// <param name="key">Method and path, such as <c>GET /users/{userId}</c>.</param>
    /// <param name="hasBody">It takes a body and refuses one that is too large or of another type.</param>
    /// <param name="needsToken">It takes signed-in callers only.</param>
    public static IEnumerable<int> Of(string key, bool hasBody, bool needsToken)
    {
        // Any operation refuses a version of the API that is not spoken.
        yield return 400;
        if (needsToken)
            yield return 401;
        if (key.Contains('{', StringComparison.Ordinal) && !WithoutUnknowns.Contains(key))
            yield return 404;
        if (hasBody)
        {
            yield return 413;
            yield return 415;
        }
        foreach (var status in Special.GetValueOrDefault(key, []))
            yield return status;
    }
}
