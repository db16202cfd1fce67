using System.Diagnostics;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>The example of a gateway, as an integrator runs it, against a silo.</summary>
[Trait("Category", "Slow")]
public sealed class GatewayExampleTests
{
    private const string Secret = "a secret that only these two know";

    [Fact]
    public async Task The_example_drives_a_device()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(data.Path, "silo.json"), """{"Webhooks":{"AllowPrivate":true}}""", cancellation);
        await using var silo = await RestartableSilo.StartAsync(data.Path);
        using var http = await silo.SignInAsync();
        using var example = Start(silo.Address.ToString());
        try
        {
            var address = await AddressAsync(example, cancellation);
            await http.SendAsync("PUT", "/gateways/ACME", $$"""{"commandUrl":"{{address}}/commands","secret":"{{Secret}}"}""");
            var car = (await http.SendAsync("POST", "/users/u1/devices", """{"type":"vehicle","vendor":"ACME","ratings":{"maxPowerKw":11,"batteryCapacityKwh":60} }"""))
                .GetProperty("id").GetString();
            var action = (await http.SendAsync("POST", $"/vehicles/{car}/charging", """{"action":"START"}""")).GetProperty("id").GetString();
            // The example says when it has reported; nothing else has to be waited for.
            await ReadUntilAsync(example, "Reported: 200", cancellation);
            var ended = await http.SendAsync("GET", $"/vehicles/actions/{action}");
            ended.GetProperty("state").GetString().ShouldBe("CONFIRMED");
            (await http.SendAsync("GET", $"/vehicles/{car}")).GetProperty("chargeState").GetProperty("isCharging").GetBoolean().ShouldBeTrue();

            using var stranger = new HttpClient();
            using var forged = new HttpRequestMessage(HttpMethod.Post, $"{address}/commands") { Content = new StringContent("{}") };
            forged.Headers.Add("x-orleansflex-signature", "sha256=00");
            ((int)(await stranger.SendAsync(forged, cancellation)).StatusCode).ShouldBe(401);
        }
        finally
        {
            if (!example.HasExited)
                example.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string silo)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["run", Path.Combine(Readme.Root, "deploy", "examples", "http-gateway.cs"), "--", "--urls", "http://127.0.0.1:0"])
            start.ArgumentList.Add(argument);
        start.Environment["FLEX_URL"] = silo;
        start.Environment["FLEX_CLIENT_ID"] = "first";
        start.Environment["FLEX_CLIENT_SECRET"] = "secret of first";
        start.Environment["GATEWAY_SECRET"] = Secret;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<string> AddressAsync(Process example, CancellationToken cancellation)
    {
        var line = await ReadUntilAsync(example, "Now listening on: ", cancellation);
        return line[(line.IndexOf("http://", StringComparison.Ordinal))..].Trim();
    }

    private static async Task<string> ReadUntilAsync(Process example, string text, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        while (await example.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"The example ended before it said '{text}'.");
    }
}
