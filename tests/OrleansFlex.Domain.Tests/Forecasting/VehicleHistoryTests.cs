using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class VehicleHistoryTests
{
    /// <summary>Monday, 5 January 1970.</summary>
    private const long Monday = 4;

    internal static VehicleHistory Commuter(int weeks, double arrive = 1050)
    {
        var history = new VehicleHistory();
        var random = new SeededRandom(3);
        for (var day = Monday; day < Monday + (7 * weeks); day++)
        {
            if (LocalCalendar.IsWeekend(day))
                continue;
            history.NoteDeparture(day, random.Normal(480, 10), 80);
            history.NoteReturn(day, random.Normal(arrive, 15), random.Normal(65, 2), pluggedIn: true);
        }

        return history;
    }

    [Fact]
    public void Habits_are_learned_by_class_of_day()
    {
        var history = Commuter(6);
        history.DaysObserved(weekend: false, Monday + 42).ShouldBe(30);
        history.DaysObserved(weekend: true, Monday + 42).ShouldBe(12);
        Enumerable.Range(0, 24).Sum(hour => history.Returns(false, hour)).ShouldBe(30);
        Enumerable.Range(0, 24).Sum(hour => history.Returns(true, hour)).ShouldBe(0);
        history.Departures(false).Mean.ShouldBe(480, 10);
        history.DropMean.ShouldBe(15, 1.5);
        history.PluggedShare.ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Days_without_any_event_count_as_days_at_home()
    {
        var history = Commuter(1);
        history.DaysObserved(weekend: false, Monday + 21).ShouldBe(15);
    }

    [Fact]
    public void Years_do_not_overflow_the_counts()
    {
        var history = Commuter(520);
        history.DaysObserved(weekend: false, Monday + (520 * 7)).ShouldBeLessThan(125);
        var days = history.DaysObserved(weekend: false, Monday + (520 * 7));
        (Enumerable.Range(0, 24).Sum(hour => history.Returns(false, hour)) / (double)days).ShouldBe(1, 0.1);
    }

    [Fact]
    public void A_saved_history_is_the_same_when_loaded()
    {
        var history = Commuter(7);
        history.NoteDeparture(Monday + 50, 500, 77);
        var saved = new byte[VehicleHistory.SavedBytes];
        history.Save(saved);
        var again = new byte[VehicleHistory.SavedBytes];
        VehicleHistory.Load(saved).Save(again);
        again.ShouldBe(saved);
        saved.Length.ShouldBeLessThanOrEqualTo(100);
        Should.Throw<FormatException>(() => VehicleHistory.Load([]));
    }

    [Fact]
    public void A_history_is_small()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var all = new VehicleHistory[1000];
        for (var i = 0; i < all.Length; i++)
            all[i] = new VehicleHistory();
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0).ShouldBeLessThan(130);
        GC.KeepAlive(all);
    }
}
