namespace OrleansFlex.EndToEnd.Tests;

/// <summary>Writes one home's telemetry and policy, and remembers what was acknowledged and what may have got through.</summary>
internal sealed class CrashWriter(Home home)
{
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow.AddMinutes(-30);
    private int _sent;
    private int _levelAcknowledged = -1;
    private int _reserveAcknowledged = -1;
    private int _levelSent = -1;
    private int _reserveSent = -1;

    public async Task WriteUntilItFailsAsync(HttpClient http, Action acknowledged)
    {
        try
        {
            while (true)
            {
                var n = ++_sent;
                _levelSent = 30 + (n % 50);
                await http.SendAsync("POST", "/devices/states", Calls.Reading(home.Car, home.Location, _start.AddMilliseconds(n), _levelSent));
                _levelAcknowledged = _levelSent;
                acknowledged();
                _reserveSent = n % 21;
                await http.SendAsync("PATCH", $"/flex/vehicle-policies/{home.Policy}", $$"""{"batteryReserve":{{_reserveSent}}}""");
                _reserveAcknowledged = _reserveSent;
                acknowledged();
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The process is gone.
        }
    }

    /// <summary>What is there is what was acknowledged last, or the one write that was under way.</summary>
    public async Task CheckAsync(HttpClient http)
    {
        if (_levelAcknowledged < 0 || _reserveAcknowledged < 0)
            return;
        var vehicle = await http.SendAsync("GET", $"/vehicles/{home.Car}");
        var level = (int)vehicle.GetProperty("chargeState").GetProperty("batteryLevel").GetDouble();
        level.ShouldBeOneOf(_levelAcknowledged, _levelSent);
        var policy = await http.SendAsync("GET", $"/flex/vehicle-policies/{home.Policy}");
        var reserve = (int)policy.GetProperty("batteryReserve").GetDouble();
        reserve.ShouldBeOneOf(_reserveAcknowledged, _reserveSent);
        (await http.SendAsync("GET", $"/flex/vehicle-policies/{home.Policy}/status")).GetProperty("state").GetString().ShouldNotBe("UNAVAILABLE");
        (_levelAcknowledged, _reserveAcknowledged) = (level, reserve);
    }
}
