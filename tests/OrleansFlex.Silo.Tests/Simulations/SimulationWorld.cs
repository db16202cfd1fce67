using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Events;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Simulations;

/// <summary>Starting simulations and awaiting their end.</summary>
internal static class SimulationWorld
{
    /// <summary>A day with a cheap night: 0.10 from 22:00 UTC to 05:00 UTC, 0.30 before and after.</summary>
    public const string Prices = """
        "prices":{"currency":"EUR","to":"2025-06-06T00:00:00Z","values":[{"at":"2025-06-01T00:00:00Z","price":0.30},{"at":"2025-06-02T22:00:00Z","price":0.10},
        {"at":"2025-06-03T05:00:00Z","price":0.30}]}
        """;

    /// <summary>36 kWh from 18:00 to 07:00 at 8 kW.</summary>
    public const string Vehicle =
        """{"maxPowerKw":8,"batteryCapacityKwh":60,"efficiency":1,"arrival":"18:00","departure":"07:00","levelAtArrival":20,"target":80}""";

    /// <summary>One evening and night.</summary>
    public const string Small =
        $$"""{"timezoneName":"Europe/Brussels","from":"2025-06-02","to":"2025-06-04",{{Prices}},"fleet":{"vehicles":[{{Vehicle}}]},"startCost":0,"minimumBlockMinutes":0,"marginMinutes":0}""";

    /// <summary>A million plans of different cars against prices that always change: more than a minute of work.</summary>
    public static string Large()
    {
        var start = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var values = Enumerable.Range(0, 1000 * 24).Select(h => $$"""{"at":"{{start.AddHours(h):yyyy-MM-ddTHH:mm:ssZ}}","price":{{(h * 7919 % 1000) / 1000m}}}""");
        var vehicles = Enumerable.Range(0, 900).Select(i => Vehicle.Replace("\"levelAtArrival\":20", $"\"levelAtArrival\":{10 + (i / 20m)}", StringComparison.Ordinal));
        return $$"""
            {"timezoneName":"UTC","from":"2023-01-01","to":"2025-09-20","prices":{"currency":"EUR","to":"2026-01-01T00:00:00Z","values":[{{string.Join(',', values)}}]},
            "fleet":{"vehicles":[{{string.Join(',', vehicles)}}]} }
            """;
    }

    /// <summary>Starts one; its address.</summary>
    public static async Task<string> Simulate(this HttpClient http, string body)
    {
        using var response = await http.PostJson("/flex/simulations", body);
        var job = await response.Json();
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, job.ToJsonString());
        var address = response.Headers.Location!.ToString();
        address.ShouldBe($"/flex/simulations/{(string)job["id"]!}");
        return address;
    }

    /// <summary>Follows one to its end, and reads it.</summary>
    public static async Task<JsonNode> End(this HttpClient http, string address)
    {
        await using var live = await LiveReader.OpenAsync(http, path: address + "/events");
        while (await live.NextAsync() is not null)
        {
            // Until the stream ends with the simulation.
        }

        return await (await http.GetAsync(address)).Json();
    }
}
