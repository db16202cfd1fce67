#!/usr/bin/env dotnet
#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
#:property TargetFramework=net10.0

// A gateway between OrleansFlex and a vendor's devices: takes signed commands, lets the device act, and reports what it does.
// Run it with `dotnet run http-gateway.cs`; http-gateway.md says how.
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var secret = Encoding.UTF8.GetBytes(Setting("GATEWAY_SECRET"));
using var flex = new HttpClient { BaseAddress = new Uri(Setting("FLEX_URL")) };
var taken = new ConcurrentDictionary<Guid, bool>();
var app = WebApplication.Create(args);

app.MapPost("/commands", async (HttpRequest request) =>
{
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    var body = buffer.ToArray();
    // Whoever does not know the secret cannot command devices. The comparison takes the same time wherever the texts differ.
    var expected = Encoding.ASCII.GetBytes("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body)));
    if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(request.Headers["x-orleansflex-signature"].ToString())))
        return Results.Unauthorized();
    var command = JsonSerializer.Deserialize<Command>(body, JsonSerializerOptions.Web)!;
    // The same command may come again and must have one effect. The answer only says that it has arrived.
    if (command.ExpiresAt > DateTimeOffset.UtcNow && taken.TryAdd(command.CommandId, true))
        _ = Task.Run(() => ObeyAsync(command));
    return Results.Accepted();
});
app.Run();

// Here the vendor's own interface would be called. This device obeys at once.
async Task ObeyAsync(Command command)
{
    try
    {
        app.Logger.LogInformation("{Device}: {Kind} {Argument}", command.DeviceId, command.Kind, command.Argument);
        bool? isCharging = command.Kind switch { "START" => true, "STOP" => false, _ => null };
        using var report = new HttpRequestMessage(HttpMethod.Post, "/devices/states")
        {
            Content = JsonContent.Create(new[]
            {
                new { command.DeviceId, At = DateTimeOffset.UtcNow, IsReachable = true, IsCharging = isCharging, command.CommandId, CommandStatus = "CONFIRMED" },
            }),
        };
        report.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        using var answer = await flex.SendAsync(report);
        app.Logger.LogInformation("Reported: {Status} {Answer}", (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
    catch (HttpRequestException failure)
    {
        app.Logger.LogError(failure, "The report of {Command} did not get through.", command.CommandId);
    }
}

// A token lasts an hour; a busy gateway would keep it.
async Task<string> TokenAsync()
{
    var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = Setting("FLEX_CLIENT_ID"), ["client_secret"] = Setting("FLEX_CLIENT_SECRET") };
    using var answer = await flex.PostAsync("/oauth2/token", new FormUrlEncodedContent(form));
    return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
}

static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"Set {name}.");

internal sealed record Command(Guid CommandId, Guid DeviceId, string Kind, JsonElement? Argument, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
