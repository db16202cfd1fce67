using System.Text.Json.Nodes;

namespace OrleansFlex.Silo.Tests.Sandbox;

/// <summary>What meters measure is what sessions, their parts and the reports tell, to the last watt-hour.</summary>
public sealed class MonthTests
{
    private const decimal WattHour = 0.001m;

    [Theory]
    [InlineData("2025-03-26T18:00:00Z", 1, 6)]
    [InlineData("2025-10-10T18:00:00Z", 2, 30)]
    [Trait("Category", "Slow")]
    public async Task A_month_of_disturbed_operation_loses_no_energy(string start, int seed, int days)
    {
        await using var month = await SandboxMonth.StartAsync(DateTimeOffset.Parse(start), "Europe/Brussels", 6, seed);
        for (var day = 0; day < days; day++)
            await month.DayAsync();
        await month.RepairAsync();

        decimal total = 0;
        foreach (var (policy, vehicle) in month.Policies)
        {
            var settled = await month.AllAsync($"/flex/vehicle-policies/sessions?vehicleId={vehicle}");
            settled.ForEach(CheckParts);
            var live = await month.GetAsync($"/flex/vehicle-policies/{policy}/session");
            if (live["pluggedInAt"] is not null)
                CheckSeries(live);
            var sessions = settled.Append(live).ToArray();
            var sum = sessions.Sum(Kwh);
            var meter = (decimal)(await month.GetAsync($"/sandbox/devices/{vehicle}"))["meterKwh"]!;
            Math.Abs(sum - meter).ShouldBeLessThanOrEqualTo(WattHour * sessions.Length, $"vehicle {vehicle}: {sessions.Length} sessions");
            // The report has what the policy drove, exactly.
            var range = $"startDate={month.Start.AddDays(-2):yyyy-MM-dd}T00:00:00Z&endDate={month.Now.AddDays(2):yyyy-MM-dd}T00:00:00Z";
            foreach (var resolution in (string[])["DAY", "MONTH"])
            {
                var report = await month.GetAsync($"/flex/vehicle-policies/{policy}/charging-report?{range}&resolution={resolution}");
                report.AsArray().Sum(row => row!["states"]!.AsObject().Sum(state => (decimal)state.Value!))
                    .ShouldBe(sessions.Where(session => session["policyId"] is not null).Sum(Kwh), $"report of {policy}");
            }

            total += sum;
        }

        total.ShouldBeGreaterThan(month.Policies.Count * days);
    }

    private static void CheckParts(JsonNode session)
    {
        CheckSeries(session);
        session["blocks"]!.AsArray().Sum(block => (decimal)block!["kwhSum"]!).ShouldBe(Kwh(session));
        var edges = session["blocks"]!.AsArray().SelectMany(block => (DateTimeOffset[])[(DateTimeOffset)block!["startAt"]!, (DateTimeOffset)block["endAt"]!]).ToArray();
        edges.ShouldBeInOrder();
    }

    private static void CheckSeries(JsonNode session) =>
        session["statistics"]!["timeseries"]!.AsArray().Sum(interval => (decimal)interval!["kwh"]!).ShouldBe(Kwh(session));

    private static decimal Kwh(JsonNode session) => (decimal?)session["statistics"]!["aggregated"]?["kwhSum"] ?? 0;
}
