using System.Text;

namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>Every operation of the contract that exists answers with the contract's status, fields, types and words.</summary>
public sealed class ContractWalkTests
{
    /// <summary>An order in which every operation finds what it needs.</summary>
    private static readonly string[] Order =
    [
        "POST /flex/zones/{zoneId}", "GET /flex/zones", "GET /flex/zones/{zoneId}", "GET /flex/zones/{zoneId}/areas",
        "PUT /flex/price-signals/{zoneId}/areas/{areaId}", "PUT /flex/price-signals/{zoneId}/areas", "GET /flex/price-signals/{zoneId}/areas/{areaId}",
        "POST /flex/segments", "GET /flex/segments", "GET /flex/segments/{segmentId}", "PUT /flex/segments/{segmentId}",
        "POST /solar-configurations", "GET /solar-configurations", "GET /solar-configurations/{solarConfigurationId}",
        "PATCH /solar-configurations/{solarConfigurationId}", "DELETE /solar-configurations/{solarConfigurationId}",
        "POST /flex/vehicle-policies", "GET /flex/vehicle-policies", "GET /flex/vehicle-policies/{policyId}", "PATCH /flex/vehicle-policies/{policyId}",
        "GET /flex/vehicle-policies/{policyId}/status",
        "POST /flex/vehicle-policies/{policyId}/overrides", "GET /flex/vehicle-policies/{policyId}/overrides", "DELETE /flex/vehicle-policies/{policyId}/overrides",
        "GET /flex/vehicle-policies/{policyId}/session", "GET /flex/vehicle-policies/sessions", "GET /flex/vehicle-policies/{policyId}/sessions/{sessionId}",
        "GET /flex/vehicle-policies/charging-report", "GET /flex/vehicle-policies/{policyId}/charging-report",
        "POST /flex/tariffs/{tariffId}", "GET /flex/tariffs", "GET /flex/tariffs/{tariffId}", "PUT /flex/tariffs/{tariffId}/timeseries", "GET /flex/tariffs/{tariffId}/timeseries",
        "POST /flex/locations/{locationId}/tariff-formula", "GET /flex/locations/{locationId}/tariff-formula", "GET /flex/locations/{locationId}/tariffs/resolved",
        "GET /flex/shape/{zoneId}", "GET /flex/shape/{zoneId}/segments/{segmentId}", "GET /flex/shape/{zoneId}/status",
        "DELETE /flex/locations/{locationId}/tariff-formula", "DELETE /flex/tariffs/{tariffId}",
        "DELETE /flex/vehicle-policies/{policyId}", "DELETE /flex/segments/{segmentId}", "DELETE /flex/zones/{zoneId}",
    ];

    [Fact]
    public async Task Every_operation_answers_as_the_contract_says()
    {
        await using var world = await FlexWorld.StartAsync();
        var requests = new Requests(world);
        var faults = new List<string>();
        world.Operations.Select(o => o.Key).Except(Order).ShouldBeEmpty("These operations exist, but the walk does not know how to call them.");
        foreach (var operation in Order.SelectMany(key => world.Operations.Where(o => o.Key == key)))
        {
            if (operation.Path.StartsWith("/flex/shape", StringComparison.Ordinal))
                await world.Advance("PT1M");
            if (operation.Key == "GET /flex/vehicle-policies/sessions")
                requests.SessionId = await world.Settle();
            var (status, body) = await Call(world.Http, operation, requests.Address(operation), requests.Body(operation));
            faults.AddRange(ResponseShape.Faults(operation, status, body).Select(fault => $"{operation.Key}: {fault}"));
            if (status is 200 or 201 && operation.Key == "POST /flex/segments")
                requests.SegmentId = FlexWorld.Id(body);
            if (status is 200 or 201 && operation.Key == "POST /flex/vehicle-policies")
                requests.PolicyId = FlexWorld.Id(body);
            if (status is 200 or 201 && operation.Key == "POST /solar-configurations")
                requests.SolarConfigurationId = FlexWorld.Id(body);
        }
        faults.ShouldBeEmpty();
    }

    private static async Task<(int Status, string Body)> Call(HttpClient http, Operation operation, string address, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        Requests.AddHeaders(operation, request);
        using var response = await http.SendAsync(request);
        response.Headers.GetValues("Enode-Version").ShouldBe(["2024-10-01"]);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
