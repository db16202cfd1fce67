using System.Globalization;
using System.Net;
using System.Text;

namespace OrleansFlex.EndToEnd.Tests;

[Trait("Category", "Slow")]
public sealed class TariffCrashTests
{
    private const int Kills = 6, Points = 1_200;

    // From the first of a month on, so that a push spans two months of the series.
    private static readonly DateTimeOffset First = new DateTimeOffset(DateTimeOffset.UtcNow.Year + 1, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_push_that_a_kill_cuts_off_has_happened_wholly_or_not_at_all_and_can_be_repeated()
    {
        using var data = new TemporaryFolder();
        var random = new Random(5);
        var (acknowledged, tried) = (0, 0);
        for (var round = 0; round <= Kills; round++)
        {
            await using var silo = await RestartableSilo.StartAsync(data.Path);
            using var http = await silo.SignInAsync();
            if (round == 0)
                await http.SendAsync("POST", "/flex/tariffs/spot", """{"direction":"import","currency":"EUR","per":"kWh"}""");
            else
            {
                // Only a mixture of two pushes would be wrong.
                var found = await VersionAsync(http);
                found.ShouldBeOneOf(acknowledged, tried);
                (await PushAsync(http, tried)).ShouldBe(HttpStatusCode.NoContent);
                (await VersionAsync(http)).ShouldBe(acknowledged = tried);
            }

            if (round == Kills)
                break;
            var push = PushAsync(http, ++tried);
            // Other answers are the measure of time until the kill.
            for (var others = random.Next(12); others > 0; others--)
                await http.StatusAsync("GET", "/flex/tariffs/spot");
            await silo.KillAsync();
            if (await push == HttpStatusCode.NoContent)
                acknowledged = tried;
        }
    }

    /// <summary>The one rate that all of the window has; 0 before the first push.</summary>
    private static async Task<int> VersionAsync(HttpClient http)
    {
        var (from, to) = (First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), First.AddHours(Points).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        using var answer = await http.TryAsync("GET", $"/flex/tariffs/spot/timeseries?from={from}&to={to}&timezoneName=UTC");
        if (answer.StatusCode == HttpStatusCode.BadRequest)
            return 0;
        var series = await http.SendAsync("GET", $"/flex/tariffs/spot/timeseries?from={from}&to={to}&timezoneName=UTC");
        series.GetProperty("gaps").GetArrayLength().ShouldBe(0);
        var parts = series.GetProperty("values").EnumerateArray().Select(value => value.GetProperty("rate").GetDecimal()).ToList();
        parts.Count.ShouldBe(Points);
        // Each value carries its push in the whole part and its place in the fraction.
        var version = (int)parts[0];
        for (var i = 0; i < Points; i++)
            parts[i].ShouldBe(version + (i / 10_000m));
        return version;
    }

    /// <summary>Pushes the window; null where the silo went before it answered.</summary>
    private static async Task<HttpStatusCode?> PushAsync(HttpClient http, int version)
    {
        var values = string.Join(',', Enumerable.Range(0, Points).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""{"at":"{{First.AddHours(i):yyyy-MM-dd'T'HH:mm:ss'Z'}}","rate":{{version + (i / 10_000m)}}}""")));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/flex/tariffs/spot/timeseries")
        {
            Content = new StringContent(
                $$"""{"to":"{{First.AddHours(Points).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}","values":[{{values}}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"push-{version}");
        try
        {
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
