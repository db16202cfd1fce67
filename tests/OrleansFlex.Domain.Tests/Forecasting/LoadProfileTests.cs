using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Domain.Tests.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class LoadProfileTests
{
    private static LoadProfile Learned(int days, double shift = 0)
    {
        var profile = new LoadProfile();
        var random = new SeededRandom(1);
        for (var day = 0; day < days; day++)
            for (var slot = 0; slot < LoadProfile.Slots; slot++)
                profile.Note(slot, (slot is >= 24 and < 40 ? 2 : 0.5) + random.Normal(0, 0.1) + (day == days - 1 ? shift : 0));
        return profile;
    }

    [Fact]
    public void Mean_and_deviation_of_each_quarter_hour_are_learned()
    {
        var profile = Learned(30);
        profile.At(30).Mean.ShouldBe(2, 0.15);
        profile.At(60).Mean.ShouldBe(0.5, 0.15);
        profile.At(30).Deviation.ShouldBe(0.1, 0.08);
        profile.Days.ShouldBe(30);
    }

    [Fact]
    public void A_cold_day_raises_the_forecast_of_the_next()
    {
        var expected = new int[96];
        var sigma = new int[96];
        var nowMs = SandboxFixture.Evening + (6 * SandboxFixture.HourMs);
        LoadProfileForecast.Write(Learned(20, shift: 1), SandboxFixture.Brussels, nowMs, 1.5, nowMs, 15, expected, sigma);
        expected[0].ShouldBeInRange(1350, 1650);
        expected[60].ShouldBeInRange(900, 1500);
        sigma[0].ShouldBeLessThan(sigma[60]);
    }

    [Fact]
    public void Without_a_profile_now_goes_on()
    {
        var expected = new int[4];
        var sigma = new int[4];
        LoadProfileForecast.Write(new LoadProfile(), SandboxFixture.Brussels, SandboxFixture.Evening, -2, SandboxFixture.Evening, 15, expected, sigma);
        expected.ShouldBe([-2000, -2000, -2000, -2000]);
        sigma[3].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_saved_profile_is_the_same_when_loaded()
    {
        var saved = new byte[LoadProfile.SavedBytes];
        Learned(9).Save(saved);
        var again = new byte[LoadProfile.SavedBytes];
        LoadProfile.Load(saved).Save(again);
        again.ShouldBe(saved);
    }
}
